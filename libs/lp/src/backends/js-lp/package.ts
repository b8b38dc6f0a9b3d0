import * as jsLpModule from 'javascript-lp-solver';

// The package publishes typings for a CommonJS default beside ESM code; see `backends/highs/runtime.ts`.
export const jsLp = jsLpModule.default as unknown as typeof jsLpModule.default.default;

export type Tableau = InstanceType<typeof jsLp.Tableau>;
export type Variable = ReturnType<InstanceType<typeof jsLp.Model>['addVariable']>;
export type Constraint = ReturnType<InstanceType<typeof jsLp.Model>['smallerThan']>;
