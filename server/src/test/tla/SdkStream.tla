----------------------------- MODULE SdkStream -----------------------------
(***************************************************************************)
(* One SDK, the servers it may follow, and the file that it shares with    *)
(* another process. Streams break, fall silent and are opened elsewhere,   *)
(* servers lag or go, changes arrive damaged, the process is killed.       *)
(* docs/explanation/models.md says what is left out.                       *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Nodes,        \* servers
    LastRev,      \* revisions are 1..LastRev
    Restores,     \* how often a backup of revision 1 is restored
    Faults,       \* streams that break or fall silent, servers that go, changes that are damaged
    Crashes,      \* how often the process is killed
    Given,        \* the revision of the ruleset that the application gives, 0 for none
    Kept,         \* the revision of the file there was, 0 for none
    EmptyAt,      \* the revision that takes all flags away, 0 for none
    Bug           \* "none", or what is left out of the code

VARIABLES
    now,          \* the position of what was written last
    pub,          \* the position that each server has published
    up,           \* servers that answer
    streams,      \* what the SDK holds open
    target,       \* the server it asks next
    pc,           \* "down", "begun", "up"
    at,           \* what it serves
    file,         \* what the next start will find
    other,        \* what another process is about to write there
    faults, crashes

servers == <<now, pub, up>>
kept == <<file, other>>
counts == <<faults, crashes>>
vars == <<servers, streams, target, pc, at, kept, counts>>

------------------------------------------------------------------------------
(* Positions, and what belongs to each: two flags, of which a revision changes one or both. *)

Zero == [epoch |-> 0, rev |-> 0]
After(a, b) == IF Bug = "EPOCHS_ARE_NOT_COMPARED" THEN a.rev > b.rev
               ELSE a.epoch > b.epoch \/ (a.epoch = b.epoch /\ a.rev > b.rev)
NoLower(a, b) == a.epoch > b.epoch \/ (a.epoch = b.epoch /\ a.rev >= b.rev)

Keys(rev) == IF rev % 3 = 2 THEN {1} ELSE IF rev % 3 = 0 THEN {2} ELSE {1, 2}
KeysBetween(from, to) == UNION {IF r = EmptyAt \/ r = EmptyAt + 1 THEN {1, 2} ELSE Keys(r) : r \in (from + 1)..to}

Highest(numbers) == CHOOSE n \in numbers : \A m \in numbers : n >= m

Gone == [epoch |-> 0, rev |-> 0]
Document(place, key) ==
    IF place.rev = EmptyAt THEN Gone
    ELSE LET before == {r \in 1..place.rev : r = 1 \/ key \in Keys(r) \/ r = EmptyAt + 1} IN
         [epoch |-> place.epoch, rev |-> Highest(before)]

Nothing == [place |-> Zero, flags |-> <<Gone, Gone>>]
Ruleset(place) == IF place = Zero THEN Nothing
                  ELSE [place |-> place, flags |-> <<Document(place, 1), Document(place, 2)>>]
IsEmpty(ruleset) == ruleset.flags = <<Gone, Gone>>
First(rev) == Ruleset(IF rev = 0 THEN Zero ELSE [epoch |-> 1, rev |-> rev])

------------------------------------------------------------------------------
(* Servers. Propagation.tla says how they come by what they publish.        *)

Write ==
    /\ now.rev < LastRev
    /\ now' = [now EXCEPT !.rev = @ + 1]
    /\ UNCHANGED <<pub, up, streams, target, pc, at, kept, counts>>

Restore ==
    /\ now.epoch <= Restores
    /\ now' = [epoch |-> now.epoch + 1, rev |-> 1]
    /\ UNCHANGED <<pub, up, streams, target, pc, at, kept, counts>>

CatchUp(n) ==
    /\ n \in up /\ pub[n] # now
    /\ pub' = [pub EXCEPT ![n] = now]
    /\ UNCHANGED <<now, up, streams, target, pc, at, kept, counts>>

(* OpenStream: from where the reader is, the shortest way that can be said; all of it where that cannot be said. *)
Push(i) ==
    LET stream == streams[i] IN
    /\ stream.is = "alive" /\ Len(stream.inbox) < 2
    /\ LET to == pub[stream.node] IN
       /\ After(to, stream.sent)
       /\ \E kind \in {"change", "ruleset"} :
            /\ kind = "change" => to.epoch = stream.sent.epoch
            /\ streams' = [streams EXCEPT ![i] = [@ EXCEPT
                    !.inbox = Append(@, [kind |-> kind, from |-> stream.sent, to |-> to, damaged |-> FALSE]),
                    !.sent = to]]
    /\ UNCHANGED <<servers, target, pc, at, kept, counts>>

------------------------------------------------------------------------------
(* What goes wrong.                                                         *)

Fault == faults < Faults /\ faults' = faults + 1 /\ UNCHANGED crashes

Broken(stream, how) == [stream EXCEPT !.is = how, !.inbox = <<>>]

(* "cut": the connection says that it is over. "silent": nobody says anything any more. *)
Break(i) ==
    /\ Fault /\ streams[i].is = "alive"
    /\ \E how \in {"cut", "silent"} : streams' = [streams EXCEPT ![i] = Broken(@, how)]
    /\ UNCHANGED <<servers, target, pc, at, kept>>

Go(n) ==
    /\ Fault /\ n \in up /\ up # {n}
    /\ up' = up \ {n}
    /\ streams' = [i \in 1..2 |-> IF streams[i].is = "alive" /\ streams[i].node = n THEN Broken(streams[i], "silent") ELSE streams[i]]
    /\ UNCHANGED <<now, pub, target, pc, at, kept>>

Come(n) ==
    /\ n \notin up
    /\ up' = up \cup {n}
    /\ UNCHANGED <<now, pub, streams, target, pc, at, kept, counts>>

(* A server that forgot a flag, or a proxy that thought it knew better. *)
Damage(i) ==
    /\ Fault /\ streams[i].inbox # <<>> /\ Head(streams[i].inbox).kind = "change"
    /\ streams' = [streams EXCEPT ![i] = [@ EXCEPT !.inbox[1].damaged = TRUE]]
    /\ UNCHANGED <<servers, target, pc, at, kept>>

None == [is |-> "none", node |-> "none", sent |-> Zero, inbox |-> <<>>]

(* kill -9, between any two steps. *)
Crash ==
    /\ pc # "down" /\ crashes < Crashes
    /\ crashes' = crashes + 1
    /\ pc' = "down" /\ at' = Nothing
    /\ streams' = [i \in 1..2 |-> None]
    /\ UNCHANGED <<servers, target, kept, faults>>

------------------------------------------------------------------------------
(* The SDK: RulesetSource, RulesetStream, Holder and RulesetFile, in one thread. *)

Start ==
    /\ pc = "down"
    /\ pc' = "begun" /\ at' = First(Given)
    /\ UNCHANGED <<servers, streams, target, kept, counts>>

(* Its first line is the checksum of the rest. *)
IsWholeFile == file.flags = Ruleset(file.place).flags \/ Bug = "HALF_A_FILE_IS_READ"

StartFromFile ==
    /\ pc = "begun"
    /\ pc' = "up"
    /\ at' = IF file # Nothing /\ IsWholeFile /\ (After(file.place, at.place) \/ Bug = "A_STALE_FILE_WINS") THEN file ELSE at
    /\ UNCHANGED <<servers, streams, target, kept, counts>>

Next1(n) == IF Bug = "NO_FAIL_OVER" THEN n ELSE CHOOSE m \in Nodes : m # n

Idle == pc = "up" /\ \A i \in 1..2 : streams[i].is = "none"

(* Opens a stream that says where the SDK is, or finds nobody there and asks the next server next time. *)
Open(i) ==
    /\ IF Bug = "OPENS_BESIDE_THE_OLD" THEN pc = "up" /\ streams[i].is = "none" ELSE i = 1 /\ Idle
    /\ IF target \in up
       THEN /\ streams' = [streams EXCEPT ![i] =
                   [is |-> "alive", node |-> target, inbox |-> <<>>,
                    sent |-> IF Bug = "NOTHING_AT_THE_OPENING" THEN pub[target] ELSE at.place]]
            /\ UNCHANGED target
       ELSE target' = Next1(target) /\ UNCHANGED streams
    /\ UNCHANGED <<servers, pc, at, kept, counts>>

(* It is over, or nothing was heard for 30 seconds; comments come every ten. *)
End(i) ==
    /\ streams[i].is = "cut" \/ (streams[i].is = "silent" /\ Bug # "SILENCE_IS_NOT_NOTICED")
    /\ streams' = [streams EXCEPT ![i] = None]
    /\ target' = Next1(target)
    /\ UNCHANGED <<servers, pc, at, kept, counts>>

(* Holder.replace. *)
Newer(ruleset) == IF After(ruleset.place, at.place) \/ Bug = "WHATEVER_COMES_IS_TAKEN" THEN ruleset ELSE at

(* Streams fail: fetches the ruleset from whoever is asked at the moment. *)
Fetch ==
    /\ Idle /\ target \in up /\ pub[target] # at.place
    /\ at' = Newer(Ruleset(pub[target]))
    /\ UNCHANGED <<servers, streams, target, pc, kept, counts>>

Applied(event) ==
    LET keys == IF event.damaged THEN {} ELSE KeysBetween(event.from.rev, event.to.rev) IN
    [place |-> event.to,
     flags |-> [k \in 1..2 |-> IF k \in keys THEN Document(event.to, k) ELSE at.flags[k]]]

Follows(event) == event.from = at.place \/ Bug \in {"BASE_IS_NOT_CHECKED", "NEITHER_BASE_NOR_DIGEST"}
Fits(event) == Applied(event) = Ruleset(event.to) \/ Bug \in {"DIGEST_IS_NOT_CHECKED", "NEITHER_BASE_NOR_DIGEST"}

(* One of two flags is changed in what is served, and the other one later. *)
Piece(event) == [at EXCEPT !.flags[1] = Applied(event).flags[1]]
InPieces(event) ==
    /\ Bug = "APPLIED_IN_PIECES"
    /\ event.kind = "change" /\ Follows(event) /\ Fits(event) /\ Piece(event) # at

CameBefore(event) == event.to.epoch = at.place.epoch /\ event.to.rev <= at.place.rev

Misfit(event) == event.kind = "change" /\ ~CameBefore(event) /\ ~(Follows(event) /\ Fits(event))

Take(i, event) ==
    /\ streams' = [streams EXCEPT ![i] = [@ EXCEPT !.inbox = Tail(@)]]
    /\ at' = IF event.kind = "ruleset" THEN Newer(Ruleset(event.to))
             ELSE IF CameBefore(event) THEN at
             ELSE Applied(event)

(* The whole ruleset is fetched instead, or the stream is given up. *)
Resync(i) ==
    LET node == streams[i].node IN
    IF node \in up
    THEN /\ streams' = [streams EXCEPT ![i] = [@ EXCEPT !.inbox = Tail(@)]]
         /\ at' = Newer(Ruleset(pub[node]))
    ELSE streams' = [streams EXCEPT ![i] = Broken(@, "cut")] /\ UNCHANGED at

Receive(i) ==
    /\ streams[i].inbox # <<>>
    /\ LET event == Head(streams[i].inbox) IN
       IF InPieces(event) THEN at' = Piece(event) /\ UNCHANGED streams
       ELSE IF Misfit(event) THEN Resync(i)
       ELSE Take(i, event)
    /\ UNCHANGED <<servers, target, pc, kept, counts>>

------------------------------------------------------------------------------
(* The file: written aside, forced to disk, renamed. A full disk keeps it as it is. *)

Replaces(ruleset) ==
    /\ ruleset # Nothing
    /\ After(ruleset.place, file.place) \/ Bug = "AN_OLDER_ONE_IS_KEPT"
    /\ ~(IsEmpty(ruleset) /\ ~IsEmpty(file)) \/ Bug = "AN_EMPTY_ONE_IS_KEPT"

Half == [at EXCEPT !.flags[2] = file.flags[2]]
InPlace == Bug \in {"WRITTEN_IN_PLACE", "HALF_A_FILE_IS_READ"}

Keep ==
    /\ pc = "up"
    /\ IF InPlace /\ file.place = at.place /\ file # at THEN file' = at
       ELSE Replaces(at) /\ file' = IF InPlace THEN Half ELSE at
    /\ UNCHANGED <<servers, streams, target, pc, at, other, counts>>

(* Another process of the same key, that follows any server: it looks and writes while nobody else does. *)
OthersLook(n) ==
    /\ Replaces(Ruleset(pub[n]))
    /\ IF Bug = "KEPT_WITHOUT_A_LOCK"
       THEN other = Nothing /\ other' = Ruleset(pub[n]) /\ UNCHANGED file
       ELSE file' = Ruleset(pub[n]) /\ UNCHANGED other
    /\ UNCHANGED <<servers, streams, target, pc, at, counts>>

OthersWrite ==
    /\ other # Nothing
    /\ file' = other /\ other' = Nothing
    /\ UNCHANGED <<servers, streams, target, pc, at, counts>>

------------------------------------------------------------------------------

Begun == [epoch |-> 1, rev |-> Highest({1, Given, Kept})]

Init ==
    /\ now = Begun
    /\ pub = [n \in Nodes |-> now]
    /\ up = Nodes
    /\ streams = [i \in 1..2 |-> None]
    /\ target = CHOOSE n \in Nodes : TRUE
    /\ pc = "down" /\ at = Nothing
    /\ file = First(Kept) /\ other = Nothing
    /\ faults = 0 /\ crashes = 0

Next ==
    \/ Write \/ Restore
    \/ \E n \in Nodes : CatchUp(n) \/ Go(n) \/ Come(n) \/ OthersLook(n)
    \/ \E i \in 1..2 : Push(i) \/ Break(i) \/ Damage(i) \/ Open(i) \/ End(i) \/ Receive(i)
    \/ Crash \/ Start \/ StartFromFile \/ Fetch \/ Keep \/ OthersWrite

(* Servers that are there catch up and send, the SDK goes on. Who has gone need not come back, and no disk need have room. *)
Spec ==
    /\ Init /\ [][Next]_vars
    /\ \A n \in Nodes : WF_vars(CatchUp(n))
    /\ \A i \in 1..2 : WF_vars(Push(i)) /\ WF_vars(Open(i)) /\ WF_vars(End(i)) /\ WF_vars(Receive(i))
    /\ WF_vars(Start) /\ WF_vars(StartFromFile)

------------------------------------------------------------------------------
(* What must hold.                                                          *)

AtMostOneStream == [](\E i \in 1..2 : streams[i].is = "none")

(* What is served is what was written at its position: all of a change or nothing of it. *)
Whole == [](at = Ruleset(at.place))

(* As long as the process lives its position only rises: within an epoch by revisions, else by epochs. *)
NeverBack == [][pc # "down" /\ pc' # "down" => NoLower(at'.place, at.place)]_vars

FileNeverOlder == [][NoLower(file'.place, file.place)]_vars
FileNeverEmptied == [][IsEmpty(file) \/ ~IsEmpty(file')]_vars
FileAlwaysWhole == [](file = Ruleset(file.place))

(* Once nothing goes wrong any more it serves what was written last. *)
BecomesCurrent == <>[](pc = "up" /\ at = Ruleset(now))
==============================================================================
