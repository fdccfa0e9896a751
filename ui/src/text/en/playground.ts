import { plural } from "../format";

export const playgroundText = {
  playgroundPage: {
    playground: "Playground",
    sub: (at: string) => `What every flag of ${at} gives one context.`,
    whoAsks: "Who asks",
    targetingKey: "Targeting key",
    region: "Region",
    notTold: "Not told",
    attributes: "Attributes",
    exampleAttributes: '{"plan": "beta"}',
    attributesWrong: 'Attributes are a JSON object, for example {"plan": "beta"}.',
    ofTheFlagsThatFit: "Of the flags that fit",
    fitExample: "all; or tag:checkout, state:on",
    evaluate: "Evaluate",
    theValues: "the values",
    noFlagFits: "No flag fits",
    askAll: "Leave the last field empty to ask all of them.",
    howMany: (count: number) => plural(count, "value"),
    atRevision: (revision: string) => `at revision ${revision}`,
    values: "Values",
    onlyTheFirst: (value: number) =>
      `The first ${value} that fit; say which flags you mean to see others.`,
    flag: "Flag",
    variant: "Variant",
    value: "Value",
    reason: "Reason",
    theSameInCode: "The same in code",
    example: (name: string) => `${name} example`,
  },
};
