import { Problem } from './lint.ts';
import { Scenario, VariableSpec } from './scenario.ts';
import { type Static, Type } from './type.ts';

const strict = { additionalProperties: false } as const;
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);

/** import-dryrun.v1: what a text would become if it were imported. Nothing is stored. */
export const ImportDryRun = Type.Object(
  {
    schema: Type.Literal('import-dryrun.v1'),
    format: Type.Enum(['yaml', 'json', 'csv']),
    /** True when there are no errors; warnings do not count. */
    valid: Type.Boolean(),
    /** The scenario as it was read; null where it could not be, and for a table. */
    scenario: orNull(Scenario),
    scenarioHash: orNull(Type.String()),
    /** Whether a scenario of its id is stored, which it would replace. */
    replaces: Type.Boolean(),
    /** Variables by name, of a table; null for a scenario. */
    variables: orNull(Type.Record(Type.String(), VariableSpec)),
    problems: Type.Array(Problem),
  },
  { ...strict, title: 'Import dry run v1' },
);
export type ImportDryRun = Static<typeof ImportDryRun>;

/** `POST /import/url`. */
export const ImportUrlRequest = Type.Object(
  { url: Type.String({ maxLength: 2_000, description: 'an https address' }) },
  strict,
);

/** Longest packed text of a link: an address of ours has 8,192 characters at most. */
export const MOST_TEMPLATE_CHARACTERS = 8_000;
const Template = Type.String({
  pattern: `^[A-Za-z0-9_-]{1,${MOST_TEMPLATE_CHARACTERS}}$`,
  description: 'a template, as POST /templates/encode gives it',
});

/** `POST /templates/encode`. */
export const TemplateEncoded = Type.Object(
  {
    /** The text as it was sent, deflated (RFC 1951), in base64url without padding. */
    template: Template,
    /** Opens it in the studio; the part behind # is not sent to a server. */
    path: Type.String(),
  },
  strict,
);
export type TemplateEncoded = Static<typeof TemplateEncoded>;

/** `GET /templates/decode`. */
export const TemplateQuery = Type.Object({ template: Template }, strict);
export const TemplateDecoded = Type.Object(
  { scenario: Scenario, scenarioHash: Type.String(), text: Type.String() },
  strict,
);
export type TemplateDecoded = Static<typeof TemplateDecoded>;
