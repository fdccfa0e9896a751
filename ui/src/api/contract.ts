/**
 * What the console reads of the server's answers, held against what the API's document promises: a name or type here that
 * the document has otherwise is an error of the compiler. Types only; the bundle has nothing of it.
 */
import type { components } from "../../target/api/schema";
import type * as audit from "./audit";
import type * as requests from "./change-requests";
import type * as flagTests from "./flag-tests";
import type * as flags from "./flags";
import type * as keys from "./keys";
import type * as people from "./people";
import type * as projects from "./projects";
import type * as regions from "./regions";
import type * as releases from "./releases";
import type * as roles from "./roles";
import type * as factor from "./second-factor";
import type * as segments from "./segments";
import type * as session from "./session";
import type * as teams from "./teams";
import type * as webhooks from "./webhooks";

type Promised = components["schemas"];

/** Any JSON where the document leaves it open, and any of the console's words where it does not say which. */
// biome-ignore lint/suspicious/noExplicitAny: what is not promised cannot be held against anything
type Open = any;

type Plain<T> = T extends string
  ? string extends T
    ? Open
    : T
  : T extends (infer E)[]
    ? Whole<E>[]
    : T extends object
      ? { [K in keyof T]-?: Whole<T[K]> }
      : T;

/** What is promised, all of it there: which parts may be missing is told by schemas that requests use, too. */
type Whole<T> = unknown extends T ? Open : Plain<NonNullable<T>>;

/** Compiles where everything that is promised may be read as the other. */
type Reads<Read, Given extends Read> = [Read, Given];

export type Contract = [
  Reads<audit.AuditEntry, Whole<Promised["AuditView"]>>,
  Reads<audit.AuditProof, Whole<Promised["AuditVerdict"]>>,
  Reads<requests.ChangeRequest, Whole<Promised["ChangeRequest"]>>,
  Reads<flags.Flag, Whole<Promised["Flag"]>>,
  Reads<flags.Targeting, Whole<Promised["Targeting"]>>,
  Reads<flags.FlagVersion, Whole<Promised["FlagVersion"]>>,
  Reads<flagTests.FlagTests, Whole<Promised["FlagTests"]>>,
  Reads<flags.Explanation, Whole<Promised["ExplanationView"]>>,
  Reads<flags.Lifecycle, Whole<Promised["LifecycleDetail"]>>,
  Reads<flags.CodeReference, Whole<Promised["ReferenceView"]>>,
  Reads<keys.SdkKey, Whole<Promised["SdkKeyView"]>>,
  Reads<keys.Receipts, Whole<Promised["ReceiptsView"]>>,
  Reads<people.Access, Whole<Promised["ProjectAccess"]>>,
  Reads<roles.Role, Whole<Promised["Role"]>>,
  Reads<people.Token, Whole<Promised["TokenView"]>>,
  Reads<projects.Project, Whole<Promised["ProjectView"]>>,
  Reads<projects.Environment, Whole<Promised["EnvironmentView"]>>,
  Reads<projects.Freeze, Whole<Promised["FreezeView"]>>,
  Reads<regions.Regions, Whole<Promised["RegionsView"]>>,
  Reads<releases.KeptPlan, Whole<Promised["KeptPlan"]>>,
  Reads<releases.Health, Whole<Promised["Health"]>>,
  Reads<releases.Look, Whole<Promised["VerdictView1"]>>,
  Reads<releases.Release, Whole<Promised["ReleaseView"]>>,
  Reads<releases.Metric, Whole<Promised["MetricView"]>>,
  Reads<factor.SecondFactor, Whole<Promised["SecondFactor"]>>,
  Reads<factor.FactorSecret, Whole<Promised["SecondFactorBegun"]>>,
  Reads<segments.Segment, Whole<Promised["Segment"]>>,
  Reads<session.Person, Whole<Promised["PersonView"]>>,
  Reads<session.OpenSession, Whole<Promised["Session"]>>,
  Reads<session.WaysIn, Whole<Promised["WaysIn"]>>,
  Reads<teams.Team, Whole<Promised["Team"]>>,
  Reads<webhooks.Webhook, Whole<Promised["Webhook"]>>,
  Reads<webhooks.WebhookMade, Whole<Promised["WebhookWithSecret"]>>,
  Reads<webhooks.Delivery, Whole<Promised["WebhookDelivery"]>>,
  Reads<webhooks.WholeDelivery, Whole<Promised["WebhookDeliveryWithTries"]>>,
  Reads<webhooks.DeliveryTry, Whole<Promised["WebhookTry"]>>,
];
