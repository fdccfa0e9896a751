---------------------------- MODULE Propagation ----------------------------
(***************************************************************************)
(* A change on its way: written under a row lock, committed, hinted at,    *)
(* polled, loaded, published and told, on several nodes and to several     *)
(* SDKs, while hints get lost, nodes restart and a backup is restored.     *)
(* docs/explanation/models.md says what is left out.                       *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
    Nodes,        \* servers
    Sdks,         \* each of which wants one stream
    Writes,       \* how often somebody begins to write
    Restores,     \* how often the backup is restored
    Restarts,     \* how often a node loses what it holds
    Cuts,         \* how often a stream breaks
    Loads,        \* how many loads of one node may be under way at once
    Bug           \* "none", or what is left out of the code

VARIABLES
    db,           \* what is committed: epoch, revision, the documents of two flags
    log,          \* the rows of its change log
    open,         \* transactions that are not committed yet
    begun,        \* how many ever were
    truth,        \* every state that was ever committed; nobody reads it
    acked,        \* positions whose writers were told so
    backup,       \* a copy of db and log
    pub,          \* what each node has published
    loads,        \* what each node has read and not published yet
    news,         \* what each node tells of before it is published
    conn,         \* the node that each SDK follows
    at,           \* what each SDK serves
    told,         \* the last position that came over the present stream of each SDK
    restored, restarted, cut

data == <<db, log, open, begun, truth, acked, backup, restored>>
nodes == <<pub, loads, news, restarted>>
sdks == <<conn, at, told, cut>>
vars == <<data, nodes, sdks>>

None == [epoch |-> 0, rev |-> 0, flags |-> <<0, 0>>]
Nobody == "nobody"

(* Documents are numbers; from 100 on no evaluator can read them. *)
Compiles(state) == \A k \in 1..2 : state.flags[k] < 100

Place(state) == <<state.epoch, state.rev>>
After(a, b) == IF Bug = "EPOCHS_ARE_NOT_COMPARED" THEN a.rev > b.rev
               ELSE a.epoch > b.epoch \/ (a.epoch = b.epoch /\ a.rev > b.rev)

Highest(numbers) == CHOOSE n \in numbers : \A m \in numbers : n >= m

Changed(state, row) ==
    [state EXCEPT !.rev = Highest({@, row.rev}),
                  !.flags = [k \in 1..2 |-> IF k \in row.keys THEN row.doc ELSE @[k]]]

------------------------------------------------------------------------------
(* Writers. The environment's row is locked from the first statement on.    *)

(* Revisions.change: UPDATE environment SET revision = revision + 1, in the transaction of what it numbers. *)
Begin(keys, good) ==
    /\ begun < Writes
    /\ open = {} \/ (Bug = "REVISIONS_BY_A_SEQUENCE" /\ Cardinality(open) < 2)
    /\ LET row == [epoch |-> db.epoch, rev |-> 1 + Highest({db.rev} \cup {t.rev : t \in open}),
                   keys |-> keys, doc |-> begun + (IF good THEN 1 ELSE 101)] IN
       /\ open' = open \cup {row}
       /\ acked' = IF Bug = "ACKNOWLEDGED_BEFORE_THE_COMMIT" THEN acked \cup {Place(row)} ELSE acked
       /\ IF Bug = "PUBLISHED_BEFORE_THE_COMMIT"
          THEN \E n \in Nodes : pub' = [pub EXCEPT ![n] = Changed(db, row)]
          ELSE UNCHANGED pub
    /\ begun' = begun + 1
    /\ UNCHANGED <<db, log, truth, backup, restored, loads, news, restarted, sdks>>

(* The candidate was compiled by the evaluator that the SDKs use. *)
Commit(row) ==
    /\ row.doc < 100 \/ Bug = "COMPILED_AFTER_THE_COMMIT"
    /\ db' = Changed(db, row)
    /\ log' = log \cup {row}
    /\ open' = open \ {row}
    /\ truth' = truth \cup {db'}
    /\ acked' = acked \cup {Place(row)}
    /\ UNCHANGED <<begun, backup, restored, nodes, sdks>>

(* Refused, or the writer's node or connection is gone. *)
Undo(row) ==
    /\ open' = open \ {row}
    /\ UNCHANGED <<db, log, begun, truth, acked, backup, restored, nodes, sdks>>

BackUp ==
    /\ Restores > 0 /\ backup.db = None
    /\ backup' = [db |-> db, log |-> log]
    /\ UNCHANGED <<db, log, open, begun, truth, acked, restored, nodes, sdks>>

(* Epochs.raise: beyond every epoch that anybody has seen. What was acknowledged since the backup is lost. *)
Restore ==
    /\ restored < Restores /\ backup.db # None
    /\ LET epoch == CASE Bug = "RESTORED_WITHOUT_AN_EPOCH" -> backup.db.epoch
                      [] Bug = "THE_EPOCH_OF_AN_EARLIER_RESTORE" -> 1 + backup.db.epoch
                      [] OTHER -> 1 + Highest({t.epoch : t \in truth}) IN
       db' = [backup.db EXCEPT !.epoch = epoch]
    /\ log' = backup.log
    /\ open' = {}
    /\ truth' = truth \cup {db'}
    /\ restored' = restored + 1
    /\ UNCHANGED <<begun, acked, backup, nodes, sdks>>

------------------------------------------------------------------------------
(* Nodes.                                                                   *)

Free(n) == Cardinality(loads[n]) < Loads

(* RulesetRows: one statement, one snapshot; or the position first and the documents later. *)
Read(n) ==
    /\ Free(n)
    /\ loads' = [loads EXCEPT ![n] = @ \cup {[state |-> db, whole |-> Bug # "READ_IN_PIECES"]}]
    /\ UNCHANGED <<data, pub, news, restarted, sdks>>

ReadTheRest(n) ==
    /\ \E l \in loads[n] : ~l.whole
        /\ loads' = [loads EXCEPT ![n] = (@ \ {l}) \cup {[state |-> [l.state EXCEPT !.flags = db.flags], whole |-> TRUE]}]
    /\ UNCHANGED <<data, pub, news, restarted, sdks>>

(* RulesetPublisher.compare: all positions in one query. A node that begins reads at once. *)
Poll(n) == After(db, pub[n]) /\ (Bug # "NO_POLL" \/ pub[n] = None) /\ Read(n)

(* A hint comes, or comes twice, late or never: it is trusted for nothing, so only that something is read matters. *)
Hear(n) ==
    IF Bug = "HINTS_ARE_TRUSTED"
    THEN /\ \E row \in log :
             /\ row.epoch = pub[n].epoch /\ row.rev > pub[n].rev
             /\ pub' = [pub EXCEPT ![n] = Changed(@, row)]
         /\ UNCHANGED <<data, loads, news, restarted, sdks>>
    ELSE db # pub[n] /\ Read(n)

(* RulesetPublisher.publish: swap first, then speak. *)
Swap(n, l) ==
    /\ loads' = [loads EXCEPT ![n] = @ \ {l}]
    /\ news' = [news EXCEPT ![n] = None]
    /\ pub' = IF Compiles(l.state) /\ (pub[n] = None \/ After(l.state, pub[n]) \/ Bug = "SWAPPED_BACKWARDS")
              THEN [pub EXCEPT ![n] = l.state]
              ELSE pub
    /\ UNCHANGED <<data, restarted, sdks>>

SpeakFirst(n, l) ==
    /\ news[n] = None
    /\ news' = [news EXCEPT ![n] = l.state]
    /\ UNCHANGED <<data, pub, loads, restarted, sdks>>

Publish(n) ==
    \E l \in loads[n] :
        /\ l.whole
        /\ IF Bug = "TOLD_BEFORE_THE_SWAP" /\ news[n] # l.state THEN SpeakFirst(n, l) ELSE Swap(n, l)

Restart(n) ==
    /\ restarted < Restarts
    /\ restarted' = restarted + 1
    /\ pub' = [pub EXCEPT ![n] = None]
    /\ loads' = [loads EXCEPT ![n] = {}]
    /\ news' = [news EXCEPT ![n] = None]
    /\ conn' = [s \in Sdks |-> IF conn[s] = n THEN Nobody ELSE conn[s]]
    /\ UNCHANGED <<data, at, told, cut>>

------------------------------------------------------------------------------
(* SDKs. SdkStream.tla looks closer.                                        *)

Connect(s) ==
    /\ conn[s] = Nobody
    /\ \E n \in Nodes : pub[n] # None /\ conn' = [conn EXCEPT ![s] = n]
    /\ told' = [told EXCEPT ![s] = Place(None)]
    /\ UNCHANGED <<data, nodes, at, cut>>

Cut(s) ==
    /\ conn[s] # Nobody /\ cut < Cuts
    /\ conn' = [conn EXCEPT ![s] = Nobody]
    /\ cut' = cut + 1
    /\ UNCHANGED <<data, nodes, at, told>>

(* OpenStream.catchUp and Holder: neither sends nor takes what is no later. *)
Tell(s) ==
    /\ conn[s] # Nobody
    /\ LET n == conn[s]
           state == IF news[n] # None THEN news[n] ELSE pub[n] IN
       /\ state # None
       /\ IF Bug = "NOBODY_COMPARES_POSITIONS" THEN told[s] # Place(state) ELSE After(state, at[s])
       /\ at' = [at EXCEPT ![s] = state]
       /\ told' = [told EXCEPT ![s] = Place(state)]
    /\ UNCHANGED <<data, nodes, conn, cut>>

------------------------------------------------------------------------------

Init ==
    /\ db = [epoch |-> 1, rev |-> 1, flags |-> <<0, 0>>]
    /\ log = {} /\ open = {} /\ begun = 0 /\ acked = {}
    /\ truth = {db}
    /\ backup = [db |-> None, log |-> {}]
    /\ pub = [n \in Nodes |-> None]
    /\ loads = [n \in Nodes |-> {}]
    /\ news = [n \in Nodes |-> None]
    /\ conn = [s \in Sdks |-> Nobody]
    /\ at = [s \in Sdks |-> None]
    /\ told = [s \in Sdks |-> Place(None)]
    /\ restored = 0 /\ restarted = 0 /\ cut = 0

Next ==
    \/ \E keys \in {{1}, {1, 2}}, good \in BOOLEAN : Begin(keys, good)
    \/ \E row \in open : Commit(row) \/ Undo(row)
    \/ BackUp \/ Restore
    \/ \E n \in Nodes : Poll(n) \/ Hear(n) \/ ReadTheRest(n) \/ Publish(n) \/ Restart(n)
    \/ \E s \in Sdks : Connect(s) \/ Cut(s) \/ Tell(s)

(* Nodes poll and publish, SDKs connect and are told. No hint has to arrive, and nobody has to write. *)
Spec ==
    /\ Init /\ [][Next]_vars
    /\ \A n \in Nodes : WF_vars(Poll(n)) /\ WF_vars(ReadTheRest(n)) /\ WF_vars(Publish(n))
    /\ \A s \in Sdks : WF_vars(Connect(s)) /\ WF_vars(Tell(s))

------------------------------------------------------------------------------
(* What must hold.                                                          *)

Served == ({pub[n] : n \in Nodes} \cup {at[s] : s \in Sdks}) \ {None}

(* Nobody serves a position that was never committed. *)
NothingUncommitted == [](\A state \in Served : \E t \in truth : Place(t) = Place(state))

(* Whoever serves a position serves what was committed there: all of a change that touches several flags, or nothing of it. *)
Whole == [](\A state \in Served, t \in truth : Place(t) = Place(state) => t.flags = state.flags)

(* A writer who was told "kept" was told the truth. *)
AcknowledgedIsCommitted == [](\A place \in acked : \E t \in truth : Place(t) = place)

NoLower(a, b) == a.epoch > b.epoch \/ (a.epoch = b.epoch /\ a.rev >= b.rev)

(* Within an epoch no SDK ever goes back, whichever nodes it follows one after the other; and epochs only rise. *)
SdksNeverGoBack == [][\A s \in Sdks : NoLower(at'[s], at[s])]_vars
NodesNeverGoBack == [][\A n \in Nodes : pub'[n] = None \/ NoLower(pub'[n], pub[n])]_vars

(* Who is told of a position and asks the same node for it finds it there, or a later one. *)
WhoIsToldFindsIt ==
    [](\A s \in Sdks : conn[s] # Nobody
        => NoLower(pub[conn[s]], [epoch |-> told[s][1], rev |-> told[s][2]]))

(* Though every hint be lost: in the end everybody has what was written last. *)
NodesCatchUp == \A n \in Nodes : <>[](pub[n] = db)
SdksCatchUp == \A s \in Sdks : <>[](at[s] = db)
==============================================================================
