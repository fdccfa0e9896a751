------------------------------- MODULE Release -------------------------------
(***************************************************************************)
(* A release, the leaders that move it on, the people who act beside them, *)
(* and the flag that it writes to. One action here is one statement or one *)
(* transaction there, so that a leader may stop between any two of them.   *)
(* docs/explanation/models.md says what is left out.                       *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
    Leaders,      \* nodes that may hold the lease
    Regions,      \* where a guard may fail
    LastStage,    \* stages are 0..LastStage
    Stops,        \* how often a leader is stopped
    Acts,         \* how often a person acts, edits the flag or freezes it
    Bake,         \* looks with a running clock that a stage must bake
    Watch,        \* the same after completion; 0 is no watch
    ByRegion,     \* one failing region is taken back by itself
    Gates,        \* what stages ask for, of "receipts", "verdict", "approval", "check"
    Beside,       \* what else people do: "retry" the same value in another release, edit "rules" of the flag
    Bug           \* "none", or what is left out of the code

VARIABLES
    rel,          \* the row of the release
    serve,        \* the flag's default: who wrote it, stage, regions left out
    lease,        \* the row of the lease: holder, token, whether it has not run out
    tenures,      \* how often the lease changed hands
    failing,      \* regions whose evidence says FAIL; they never recover
    open,         \* gates of the present stage that are open; after a rollback, whether the control is served
    frozen,       \* whether a freeze holds
    pc, stopped, token, tenure, seen, decided,   \* each leader's own
    stops, acts,
    rules,        \* the rest of the flag: how often people edited it
    looked,       \* whether somebody acknowledged the rollback
    retry         \* another release of the same value: "none", "drafted", "permitted", "started"

vars == <<rel, serve, lease, tenures, failing, open, frozen,
          pc, stopped, token, tenure, seen, decided, stops, acts, rules, looked, retry>>
world == <<failing, open, frozen>>
own == <<pc, token, tenure, seen, decided>>
beside == <<rules, looked, retry>>

------------------------------------------------------------------------------
(* The pure part: what ReleaseMachine decides, from what was read.          *)

(* step: "receipts", "baking", "approval", "check", "window"; "confirming" after a rollback; "none" where nothing runs. *)
Back == {"ROLLED_BACK", "ABORTED"}
Ended == Back \cup {"COMPLETED"}
Treats(r) == r.state \in {"RUNNING", "PAUSED", "WATCHED"}
Looked(r) == Treats(r) \/ r.state = "SCHEDULED" \/ r.step = "confirming"
Nothing == [kind |-> "nothing"]

Decision(kind, r, state, step, stage, baked, out) ==
    [kind |-> kind,
     next |-> [state |-> state, step |-> step, stage |-> stage, baked |-> baked, out |-> out, ver |-> r.ver]]

Hold(r, step, baked) == Decision("HOLD", r, r.state, step, r.stage, baked, r.out)

RollBack(r, state) == Decision("ROLL_BACK", r, state, "confirming", r.stage, r.baked, r.out)

Onward(r) ==
    IF r.stage = LastStage
    THEN Decision("COMPLETE", r, IF Watch = 0 THEN "COMPLETED" ELSE "WATCHED", "none", r.stage, 0, r.out)
    ELSE Decision("ADVANCE", r, "RUNNING", "receipts", r.stage + 1, 0, r.out)

Clock(r) == IF r.step \in {"baking", "approval", "check", "window"} /\ r.baked < Bake THEN r.baked + 1 ELSE r.baked

Run(r, f) ==
    IF r.step = "receipts" /\ "receipts" \notin f.open THEN Hold(r, "receipts", r.baked)
    ELSE LET baked == Clock(r) IN
         IF baked < Bake \/ "verdict" \notin f.open THEN Hold(r, "baking", baked)
         ELSE IF "approval" \notin f.open THEN Hold(r, "approval", baked)
         ELSE IF "check" \notin f.open THEN Hold(r, "check", baked)
         ELSE IF f.frozen THEN Hold(r, "window", baked)
         ELSE Onward([r EXCEPT !.baked = baked])

Watched(r) ==
    IF r.baked + 1 < Watch THEN Hold(r, "none", r.baked + 1)
    ELSE Decision("SETTLE", r, "COMPLETED", "none", r.stage, r.baked, r.out)

Judged(r, f) ==
    CASE Bug = "ONLY_RUNNING_IS_JUDGED" /\ r.state # "RUNNING" -> {}
      [] Bug = "WATCH_IS_NOT_JUDGED" /\ r.state = "WATCHED" -> {}
      [] OTHER -> f.failing \ r.out

Decide(r, f) ==
    LET bad == Judged(r, f) IN
    CASE r.state = "SCHEDULED" ->
            IF f.frozen THEN Hold(r, "none", 0)
            ELSE Decision("ADVANCE", r, "RUNNING", "receipts", 0, 0, {})
      [] Treats(r) /\ bad # {} ->
            IF ByRegion /\ r.state # "WATCHED" /\ Cardinality(Regions) > 1
                    /\ ((r.out = {} /\ Cardinality(bad) = 1) \/ Bug = "REGIONS_DO_NOT_ESCALATE")
            THEN Decision("REGION_BACK", r, r.state, r.step, r.stage, r.baked, r.out \cup bad)
            ELSE RollBack(r, "ROLLED_BACK")
      [] r.state \in Back -> Hold(r, IF "control" \in f.open THEN "none" ELSE r.step, r.baked)
      [] r.state = "PAUSED" -> Hold(r, r.step, r.baked)
      [] r.state = "WATCHED" -> Watched(r)
      [] OTHER -> Run(r, f)

------------------------------------------------------------------------------
(* What is written, in one transaction.                                     *)

Control == [by |-> "control", stage |-> 0, out |-> {}]
Others == [by |-> "other", stage |-> 0, out |-> {}]
Treatment == [by |-> "treatment", stage |-> 0, out |-> {}]
Staged(stage, out) == [by |-> "release", stage |-> stage, out |-> out]

(* What the default is if only the release wrote it. *)
Expected(r) == IF r.state = "SCHEDULED" THEN Control
               ELSE IF r.state = "WATCHED" THEN Treatment
               ELSE Staged(r.stage, r.out)

GoesOn(kind) == kind \in {"ADVANCE", "COMPLETE"}
Moves(kind) == kind \in {"ADVANCE", "COMPLETE", "ROLL_BACK", "REGION_BACK"}

Stands(d, r) == d.kind = "HOLD" /\ d.next.step = r.step

(* Transitions.carryOut and Serving.move: `default` is what the flag is found to serve. *)
CarryOut(d, r, default) ==
    LET conflict == Moves(d.kind) /\ default # Expected(r)
        overtaken == conflict /\ GoesOn(d.kind)
        whole == conflict /\ d.kind = "REGION_BACK" IN
    /\ rel' = [d.next EXCEPT !.ver = r.ver + 1,
                             !.state = IF overtaken THEN "ABORTED" ELSE IF whole THEN "ROLLED_BACK" ELSE @,
                             !.step = IF overtaken THEN "none" ELSE IF whole THEN "confirming" ELSE @]
    /\ serve' = CASE ~Moves(d.kind) -> serve
                  [] d.kind = "ROLL_BACK" \/ whole -> Control
                  [] overtaken -> default
                  [] d.kind = "COMPLETE" -> Treatment
                  [] OTHER -> Staged(d.next.stage, d.next.out)

(* A stage's gates are asked anew. *)
Waived == {"receipts", "verdict", "approval", "check"} \ Gates
Notes == {"approval", "check"}   \* kept with an event
NewGates == IF rel'.stage # rel.stage \/ (rel.state = "SCHEDULED" /\ rel'.state = "RUNNING")
            THEN open' = Waived
            ELSE UNCHANGED open

------------------------------------------------------------------------------
(* A leader's look: take the lease, see, judge, claim, commit.               *)

Nobody == \A l \in Leaders : pc[l] # "claimed"   \* holds the rows of the lease and the release

Take(l) ==
    /\ pc[l] = "idle" /\ ~stopped[l] /\ Nobody
    /\ lease.holder = l \/ ~lease.valid
    /\ LET other == lease.holder # l IN
       /\ lease' = [holder |-> l, valid |-> TRUE,
                    token |-> IF other /\ Bug # "TOKEN_STAYS_THE_SAME" THEN lease.token + 1 ELSE lease.token]
       /\ tenures' = IF other THEN tenures + 1 ELSE tenures
       /\ token' = [token EXCEPT ![l] = lease'.token]
       /\ tenure' = [tenure EXCEPT ![l] = tenures']
    /\ pc' = [pc EXCEPT ![l] = "took"]
    /\ UNCHANGED <<rel, serve, world, stopped, seen, decided, stops, acts>>

See(l) ==
    /\ pc[l] = "took" /\ ~stopped[l]
    /\ IF Looked(rel)
       THEN /\ pc' = [pc EXCEPT ![l] = "saw"]
            /\ seen' = [seen EXCEPT ![l] = [
                rel |-> rel,
                serve |-> IF Bug = "DEFAULT_READ_BEFORE_THE_LOCK" THEN serve ELSE Nothing,
                rules |-> IF Bug = "RULES_READ_BEFORE_THE_LOCK" THEN rules ELSE 0]]
       ELSE /\ pc' = [pc EXCEPT ![l] = "idle"]
            /\ UNCHANGED seen
    /\ UNCHANGED <<rel, serve, lease, tenures, world, stopped, token, tenure, decided, stops, acts>>

(* What is read of the evidence and the gates decides. *)
Judge(l) ==
    /\ pc[l] = "saw" /\ ~stopped[l]
    /\ LET d == Decide(seen[l].rel, [
               failing |-> failing, frozen |-> frozen,
               open |-> open \cup (IF Bug = "APPROVAL_IS_NOT_ASKED" THEN {"approval"} ELSE {})]) IN
       IF d.next = seen[l].rel /\ ~Treats(d.next)
       THEN /\ pc' = [pc EXCEPT ![l] = "idle"]
            /\ seen' = [seen EXCEPT ![l] = Nothing]
            /\ UNCHANGED decided
       ELSE /\ pc' = [pc EXCEPT ![l] = "decided"]
            /\ decided' = [decided EXCEPT ![l] = d]
            /\ UNCHANGED seen
    /\ UNCHANGED <<rel, serve, lease, tenures, world, stopped, token, tenure, stops, acts>>

Held(l) == (lease.token = token[l] /\ lease.valid) \/ Bug = "NO_TOKEN_IN_THE_CLAIM"
Same(l) == rel.ver = seen[l].rel.ver \/ Bug \in {"NO_VERSION_IN_THE_CLAIM", "NOT_READ_AGAIN_AFTER_A_LOST_CLAIM"}

(* The transaction begins: the lease's row is shared, the release's and the environment's are locked. *)
Claim(l) ==
    /\ pc[l] = "decided" /\ ~stopped[l] /\ Nobody
    /\ IF Held(l) /\ Same(l)
       THEN pc' = [pc EXCEPT ![l] = "claimed"] /\ UNCHANGED <<seen, decided>>
       ELSE /\ pc' = [pc EXCEPT ![l] = "idle"]
            /\ seen' = [seen EXCEPT ![l] = Nothing]
            /\ decided' = [decided EXCEPT ![l] = Nothing]
    /\ UNCHANGED <<rel, serve, lease, tenures, world, stopped, token, tenure, stops, acts>>

(* What the buggy retry does: the old decision, on the row as it is now. *)
Wanted(l) ==
    LET d == decided[l] IN
    IF Bug = "NOT_READ_AGAIN_AFTER_A_LOST_CLAIM" /\ d.kind = "ADVANCE" /\ rel.state \in {"RUNNING", "PAUSED"}
    THEN Onward(rel)
    ELSE d

Commit(l) ==
    /\ pc[l] = "claimed" /\ ~stopped[l]
    /\ LET d == Wanted(l)
           default == IF Bug = "DEFAULT_READ_BEFORE_THE_LOCK" THEN seen[l].serve ELSE serve IN
       IF Stands(d, rel)
       THEN /\ rel' = [d.next EXCEPT !.ver = rel.ver]
            /\ UNCHANGED <<serve, open, rules>>
       ELSE IF GoesOn(d.kind) /\ frozen /\ Bug # "FREEZE_IS_NOT_READ_AGAIN"
       THEN UNCHANGED <<rel, serve, open, rules>>
       ELSE /\ CarryOut(d, rel, default) /\ NewGates
            /\ rules' = IF Bug = "RULES_READ_BEFORE_THE_LOCK" /\ Moves(d.kind) THEN seen[l].rules ELSE rules
    /\ pc' = [pc EXCEPT ![l] = "idle"]
    /\ seen' = [seen EXCEPT ![l] = Nothing]
    /\ decided' = [decided EXCEPT ![l] = Nothing]
    /\ UNCHANGED <<lease, tenures, failing, frozen, stopped, token, tenure, stops, acts, looked, retry>>

Step(l) == ((Take(l) \/ See(l) \/ Judge(l) \/ Claim(l)) /\ UNCHANGED beside) \/ Commit(l)

------------------------------------------------------------------------------
(* Leaders stop and go on: SIGSTOP, a long collection, a network that is cut. A leader that is killed stops for ever. *)

Stop(l) ==
    /\ ~stopped[l] /\ stops < Stops
    /\ \E other \in Leaders \ {l} : ~stopped[other]
    /\ stopped' = [stopped EXCEPT ![l] = TRUE]
    /\ stops' = stops + 1
    /\ UNCHANGED <<rel, serve, lease, tenures, world, own, acts>>

GoOn(l) ==
    /\ stopped[l]
    /\ stopped' = [stopped EXCEPT ![l] = FALSE]
    /\ UNCHANGED <<rel, serve, lease, tenures, world, own, stops, acts>>

(* By the database's clock; a leader that is not stopped renews it in time. *)
Expire ==
    /\ lease.valid /\ stopped[lease.holder]
    /\ lease' = [lease EXCEPT !.valid = FALSE]
    /\ UNCHANGED <<rel, serve, tenures, world, own, stopped, stops, acts, beside>>

(* The database ends the transaction of a leader that is gone: its connection broke, or said nothing for too long. *)
Cut(l) ==
    /\ stopped[l] /\ pc[l] = "claimed" /\ Bug # "STOPPED_TRANSACTIONS_STAY"
    /\ pc' = [pc EXCEPT ![l] = "idle"]
    /\ seen' = [seen EXCEPT ![l] = Nothing]
    /\ decided' = [decided EXCEPT ![l] = Nothing]
    /\ UNCHANGED <<rel, serve, lease, tenures, world, stopped, token, tenure, stops, acts, beside>>

------------------------------------------------------------------------------
(* People, each in one transaction that locks the release; then the evidence and the gates. *)

Act(d) ==
    /\ acts < Acts /\ Nobody
    /\ acts' = acts + 1
    /\ CarryOut(d, rel, serve) /\ NewGates
    /\ UNCHANGED <<lease, tenures, failing, frozen, own, stopped, stops>>

Person ==
    \/ rel.state = "RUNNING" /\ Act(Decision("HOLD", rel, "PAUSED", rel.step, rel.stage, rel.baked, rel.out))
    \/ rel.state = "PAUSED" /\ Act(Decision("HOLD", rel, "RUNNING", rel.step, rel.stage, rel.baked, rel.out))
    \/ rel.state \in {"RUNNING", "PAUSED"} /\ "approval" \in open /\ Act(Onward(rel))
    \/ Treats(rel) /\ Act(RollBack(rel, "ROLLED_BACK"))
    \/ rel.state \in {"RUNNING", "PAUSED"} /\ Act(RollBack(rel, "ABORTED"))

EditDefault ==
    /\ acts < Acts /\ Nobody /\ serve # Others
    /\ acts' = acts + 1
    /\ serve' = Others
    /\ UNCHANGED <<rel, lease, tenures, world, own, stopped, stops>>

FreezeOrThaw ==
    /\ acts < Acts /\ Nobody
    /\ acts' = acts + 1
    /\ frozen' = ~frozen
    /\ UNCHANGED <<rel, serve, lease, tenures, failing, open, own, stopped, stops>>

Measured ==
    /\ Treats(rel)
    /\ \E r \in Regions \ failing : failing' = failing \cup {r}
    /\ UNCHANGED <<rel, serve, lease, tenures, open, frozen, own, stopped, stops, acts>>

Answered ==
    \/ /\ rel.state \in {"RUNNING", "PAUSED"}
       /\ \E gate \in Gates \ open :
            /\ open' = open \cup {gate}
            /\ IF gate \in Notes THEN Nobody /\ rel' = [rel EXCEPT !.ver = @ + 1] ELSE UNCHANGED rel
       /\ UNCHANGED <<serve, lease, tenures, failing, frozen, own, stopped, stops, acts>>
    \/ /\ rel.step = "confirming" /\ "control" \notin open
       /\ open' = open \cup {"control"}
       /\ UNCHANGED <<rel, serve, lease, tenures, failing, frozen, own, stopped, stops, acts>>

(* CI takes back what it said. *)
CheckFails ==
    /\ acts < Acts /\ Nobody /\ rel.state \in {"RUNNING", "PAUSED"} /\ "check" \in Gates \cap open
    /\ acts' = acts + 1
    /\ open' = open \ {"check"}
    /\ rel' = [rel EXCEPT !.ver = @ + 1]
    /\ UNCHANGED <<serve, lease, tenures, failing, frozen, own, stopped, stops>>

(* Elsewhere in the flag: whoever writes the default writes the rest as it is by then. *)
EditRules ==
    /\ "rules" \in Beside /\ acts < Acts /\ Nobody
    /\ acts' = acts + 1
    /\ rules' = rules + 1
    /\ UNCHANGED <<rel, serve, lease, tenures, world, own, stopped, stops, looked, retry>>

------------------------------------------------------------------------------
(* The same value once more, after it was taken back: Starts.permit.         *)

Acknowledge ==
    /\ rel.state = "ROLLED_BACK" /\ ~looked /\ retry # "none" /\ Nobody
    /\ looked' = TRUE
    /\ rel' = [rel EXCEPT !.ver = @ + 1]
    /\ UNCHANGED <<serve, lease, tenures, world, own, stopped, stops, acts, rules, retry>>

Permitted ==
    /\ rel.state \notin {"RUNNING", "PAUSED"}
    /\ (rel.state = "ROLLED_BACK" /\ Bug # "RETRIES_ARE_NOT_ASKED_ABOUT") => looked

Permit ==
    /\ Bug = "PERMITTED_BEFORE_THE_LOCK" /\ retry = "drafted" /\ Permitted
    /\ retry' = "permitted"
    /\ UNCHANGED <<rel, serve, lease, tenures, world, own, stopped, stops, acts, rules, looked>>

(* The environment is locked: whoever writes the flag has written it, or has not begun. Only what serves the control starts. *)
Retry ==
    /\ rel.state \in Ended /\ serve = Control /\ Nobody
    /\ IF Bug = "PERMITTED_BEFORE_THE_LOCK" THEN retry = "permitted" ELSE retry = "drafted" /\ Permitted
    /\ retry' = "started"
    /\ UNCHANGED <<rel, serve, lease, tenures, world, own, stopped, stops, acts, rules, looked>>

------------------------------------------------------------------------------

Init ==
    /\ rel = [state |-> "SCHEDULED", step |-> "none", stage |-> 0, baked |-> 0, out |-> {}, ver |-> 0]
    /\ serve = Control
    /\ lease = [holder |-> CHOOSE l \in Leaders : TRUE, token |-> 0, valid |-> FALSE]
    /\ tenures = 0
    /\ failing = {}
    /\ open = Waived /\ frozen = FALSE
    /\ pc = [l \in Leaders |-> "idle"]
    /\ stopped = [l \in Leaders |-> FALSE]
    /\ token = [l \in Leaders |-> 0]
    /\ tenure = [l \in Leaders |-> 0]
    /\ seen = [l \in Leaders |-> Nothing]
    /\ decided = [l \in Leaders |-> Nothing]
    /\ stops = 0 /\ acts = 0
    /\ rules = 0 /\ looked = FALSE
    /\ retry = IF "retry" \in Beside THEN "drafted" ELSE "none"

Next ==
    \/ \E l \in Leaders : Step(l) \/ ((Stop(l) \/ GoOn(l)) /\ UNCHANGED beside) \/ Cut(l)
    \/ (Person \/ EditDefault \/ FreezeOrThaw \/ Measured \/ Answered \/ CheckFails) /\ UNCHANGED beside
    \/ Expire \/ EditRules \/ Acknowledge \/ Permit \/ Retry

(* Who is not stopped goes on, a lease runs out, the database ends what hangs. Nobody has to act, and nobody has to go on. *)
Spec ==
    /\ Init /\ [][Next]_vars
    /\ \A l \in Leaders : WF_vars(Step(l)) /\ WF_vars(Cut(l))
    /\ WF_vars(Expire)

------------------------------------------------------------------------------
(* What must hold.                                                          *)

ByLeader(l) == pc[l] = "claimed" /\ pc'[l] = "idle" /\ rel' # rel

(* An end is an end: at most one rollback, and nothing after it. *)
EndsOnce == [][rel.state \in Ended => rel' \in {[rel EXCEPT !.step = rel'.step, !.ver = v] : v \in {rel.ver, rel.ver + 1}}]_vars

(* A rollback takes the flag to the control, whatever it served. *)
RollbackServesControl ==
    [][rel'.state = "ROLLED_BACK" /\ rel.state # "ROLLED_BACK" => serve' = Control]_vars

(* Whoever fails is taken back, unless somebody ends the release before. *)
NoLostRollback ==
    \A r \in Regions :
        (r \in failing /\ rel.state \in {"RUNNING", "PAUSED"}) ~> (r \in rel.out \/ rel.state \in {"ROLLED_BACK", "ABORTED"})
TooManyRegions ==
    (failing = Regions /\ rel.state \in {"RUNNING", "PAUSED"}) ~> (rel.state \in {"ROLLED_BACK", "ABORTED"})

(* The machine goes on only through every gate. *)
NoGateSkipped ==
    [][\A l \in Leaders :
        ByLeader(l) /\ rel.state = "RUNNING"
            /\ (rel'.stage > rel.stage \/ rel'.state \in {"WATCHED", "COMPLETED"})
        => Gates \subseteq open /\ ~frozen /\ rel.baked + 1 >= Bake]_vars
NoStartInAFreeze == [][\A l \in Leaders : ByLeader(l) /\ rel.state = "SCHEDULED" /\ rel'.state = "RUNNING" => ~frozen]_vars

(* Nobody at all goes on without the people who have to agree. *)
NoApprovalSkipped ==
    [][rel.state \in {"RUNNING", "PAUSED"} /\ rel'.state \in {"RUNNING", "WATCHED", "COMPLETED"} /\ serve' # serve
            /\ rel'.out = rel.out => "approval" \in open]_vars

(* One look adds at most one stage; stages and regions come back only with the whole release. *)
OneStageALook == [][rel'.stage \in {rel.stage, rel.stage + 1} /\ rel.out \subseteq rel'.out]_vars
AnAdvanceAdvances ==
    [][\A l \in Leaders :
        ByLeader(l) /\ decided[l].kind = "ADVANCE" /\ rel.state # "SCHEDULED" /\ rel'.state = "RUNNING"
        => rel'.stage = rel.stage + 1]_vars

(* Each event has the next number, and what is no event changes nothing that people see. *)
EventsAreNumbered ==
    [][IF rel'.ver = rel.ver THEN rel' = [rel EXCEPT !.baked = rel'.baked] ELSE rel'.ver = rel.ver + 1]_vars

(* Who acts has held the lease since it looked: nobody acts on evidence from before another's time. *)
Fenced == [][\A l \in Leaders : ByLeader(l) => tenure[l] = tenures /\ lease.token = token[l]]_vars

(* The flag serves what the release says, or what somebody else wrote; and what others wrote stays, but for a rollback. *)
ServesWhatItSays == [](Treats(rel) => serve \in {Expected(rel), Others})
EditsStay == [][serve = Others /\ serve' # Others => rel'.state \in {"ROLLED_BACK", "ABORTED"}]_vars

(* A release owns the default that it wrote and nothing else of the flag. *)
RulesStay == [][rules' >= rules]_vars

(* What was taken back does not start again before somebody has looked. *)
NoRetryUnseen == [][retry # "started" /\ retry' = "started" => rel.state # "ROLLED_BACK" \/ looked]_vars
==============================================================================
