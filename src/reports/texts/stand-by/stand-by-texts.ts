/** Words of a stand-by list. Numbers of people come as they are, shares and probabilities written out. */
export interface StandByTexts {
  readonly nothingHeld: string;
  readonly place: (activity: string, when: string, role: string) => string;
  readonly counts: (serving: number, eligible: number) => string;
  readonly reserve: (
    number: number,
    person: string,
    remarks: { readonly first: boolean; readonly share: string; readonly whom: string },
  ) => string;
  /** Whom somebody may replace: everyone of the role, some by name, or nobody. */
  readonly forAnyone: string;
  readonly forSome: (people: string) => string;
  readonly openPlaceOnly: string;
  readonly coming: (expected: string, min: number, probability: string) => string;
  readonly enough: string;
  readonly askToCome: (reserves: number, expected: string, probability: string) => string;
  readonly tooFew: (expected: string, probability: string) => string;
  readonly guarantee: string;
  readonly withoutReserve: (places: number) => string;
  readonly withoutFirst: (places: number) => string;
}
