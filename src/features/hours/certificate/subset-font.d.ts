declare module 'subset-font' {
  interface Options {
    readonly targetFormat?: 'truetype' | 'woff' | 'woff2';
    /** A number fixes the axis. */
    readonly variationAxes?: Readonly<Record<string, number>>;
    readonly noLayoutClosure?: boolean;
  }
  /** Cuts a font down to the characters of a text (HarfBuzz). */
  export default function subsetFont(font: Buffer, text: string, options?: Options): Promise<Buffer>;
}
