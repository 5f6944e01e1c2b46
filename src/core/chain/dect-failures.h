/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chain/dect-chain.h"
#include "model/dect-progress.h"

G_BEGIN_DECLS

/**
 * DectFailureKind:
 * @DECT_FAILURE_SINGLE: one RFP
 * @DECT_FAILURE_DOUBLE: two RFPs at the same time
 * @DECT_FAILURE_SWITCH: a LAN switch, and with it the RFPs it feeds
 * @DECT_FAILURE_RISER: a riser: the switches with the same text in their field "riser", and their
 * RFPs
 * @DECT_FAILURE_COMPARTMENT: a fire compartment: the RFPs with the same text in their field
 * "compartment"
 *
 * What fails as one. The last three are shared risks.
 */
typedef enum
{
  DECT_FAILURE_SINGLE,
  DECT_FAILURE_DOUBLE,
  DECT_FAILURE_SWITCH,
  DECT_FAILURE_RISER,
  DECT_FAILURE_COMPARTMENT,
} DectFailureKind;

#define DECT_N_FAILURE_KINDS 5

/** dect_failure_kind_id: Returns: (transfer none): its stable word: "single", "double", "switch",
 * "riser", "compartment" */
const char *dect_failure_kind_id (DectFailureKind kind);

/**
 * DectFailure:
 * @kind: what fails
 * @name: (nullable): name of the switch, text of the riser or compartment; %NULL for RFPs, and for a
 * switch without a name
 * @object: id of the switch; else 0
 * @rfps: (array length=n_rfps): indexes of the RFPs that fail, rising; only those that are part of
 * the chain
 * @n_rfps: how many, at least 1
 * @n_lost: how many other RFPs lose their way, as in #DectChainCut
 * @n_synchronised: how many RFPs of the site are synchronised afterwards
 *
 * One failure and what it does.
 */
typedef struct
{
  DectFailureKind kind;
  const char *name;
  guint32 object;
  const guint *rfps;
  guint n_rfps;
  guint n_lost;
  guint n_synchronised;
} DectFailure;

/** DECT_FAILURES_DOUBLES_OF: one RFP of each double failure is among as many with the lowest numbers:
 * all of them on any site that a system can be (4096 RFPs at most). On a larger one time would grow
 * with the square of the RFPs without it; see dect_failures_is_complete(). */
#define DECT_FAILURES_DOUBLES_OF 4096u

/**
 * DectFailures:
 *
 * Every failure of one RFP, of two, of a switch, of a riser and of a fire compartment. Immutable,
 * boxed, counted, for any thread.
 *
 * After a failure an RFP is synchronised when usable links lead from it to the root of its cluster;
 * when the root itself fails, the largest group that is left of the root's component goes on (the
 * OMM takes another reference), of equally large ones that with the lowest number in it. An RFP is
 * lost when it does not fail itself, and was in one group with what goes on before. So a single
 * failure loses as many as #DectChainCut says. As there, a component without a root (out of reach,
 * rule `chain-isolated`) is looked at by itself: what is not in its largest group any more is lost
 * too; but it is not synchronised, neither before nor after, and does not step in when the main
 * component is gone.
 *
 * Whether phones can be reached at all (OMM, failover, LAN) is not what is looked at here; a failed
 * switch is taken for the loss of its RFPs.
 *
 * Worst is the failure after which the fewest RFPs are synchronised; of these the one that loses
 * most others, then the one with the lowest numbers or the first name. The order of the records
 * changes nothing but the indexes, as long as RFPs have numbers and switches names of their own.
 */
#define DECT_TYPE_FAILURES (dect_failures_get_type ())
GType dect_failures_get_type (void) G_GNUC_CONST;

typedef struct _DectFailures DectFailures;

/**
 * dect_failures_new:
 * @snapshot: a site
 * @chain: its chain, made from the same snapshot
 * @n_worst: how many double failures are to be listed; all are looked at
 * @progress: (nullable): told how far it is
 * @data: for @progress
 * @cancellable: (nullable): asked for each RFP
 * @error: return location: %G_IO_ERROR_CANCELLED only
 *
 * For each RFP one walk through the chain without it says what every other one would lose (see
 * #DectGraphOrder); it goes through a sparser graph that falls apart in the same way
 * (dect_graph_sparsify()). So all double failures together take time in proportion to the square of
 * the RFPs, however dense the links are: milliseconds for 254 RFPs, about a second for 4096.
 *
 * Returns: (transfer full) (nullable): the failures
 */
DectFailures *dect_failures_new (DectSnapshot *snapshot,
                                 DectChain *chain,
                                 guint n_worst,
                                 DectProgressFunc progress,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GError **error);

DectFailures *dect_failures_ref (DectFailures *self);
void dect_failures_unref (DectFailures *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectFailures, dect_failures_unref)

/** dect_failures_get_chain: Returns: (transfer none): the chain they were made from */
DectChain *dect_failures_get_chain (DectFailures *self);

/**
 * dect_failures_list:
 * @self: failures
 * @kind: a kind
 * @n_failures: (out): how many
 *
 * Returns: (array length=n_failures) (transfer none): the failures of that kind, worst first; of the
 * double ones only the worst
 */
const DectFailure *
dect_failures_list (DectFailures *self, DectFailureKind kind, guint *n_failures);

/** dect_failures_worst: Returns: (transfer none) (nullable): the worst failure of that kind; %NULL
 * when there is none */
const DectFailure *dect_failures_worst (DectFailures *self, DectFailureKind kind);

/** dect_failures_count: Returns: how many failures of that kind were looked at */
guint dect_failures_count (DectFailures *self, DectFailureKind kind);

/** dect_failures_count_losing: Returns: how many of them lose other RFPs than those that fail */
guint dect_failures_count_losing (DectFailures *self, DectFailureKind kind);

/** dect_failures_is_complete: Returns: whether all pairs of RFPs were looked at; %FALSE when there
 * are more RFPs than %DECT_FAILURES_DOUBLES_OF */
gboolean dect_failures_is_complete (DectFailures *self);

/** dect_failures_get_n_synchronised: Returns: how many RFPs are synchronised as long as nothing
 * fails */
guint dect_failures_get_n_synchronised (DectFailures *self);

/**
 * dect_failures_get_share:
 * @self: failures
 * @failure: (nullable): one of them; %NULL: nothing fails
 *
 * Returns: share of the chain's RFPs that are synchronised then, 0 to 1; those that fail count as
 * not synchronised; %NAN for a site without RFPs in the chain
 */
double dect_failures_get_share (DectFailures *self, const DectFailure *failure);

/**
 * dect_failures_dup_lost:
 * @self: failures
 * @failure: one of them
 * @n_lost: (out): how many: @failure's n_lost
 *
 * Returns: (array length=n_lost) (transfer full): indexes of the RFPs lost with it, rising; g_free()
 * it
 */
guint *
dect_failures_dup_lost (DectFailures *self, const DectFailure *failure, guint *n_lost);

/**
 * dect_failures_test:
 * @chain: a chain
 * @rfps: (array length=n_rfps): indexes of RFPs that fail together; those that are no part of the
 * chain count as nothing, one that is named twice counts once
 * @n_rfps: how many
 * @n_lost: (out): how many others are lost
 * @n_synchronised: (out) (optional): how many RFPs are synchronised afterwards
 *
 * What if these fail; by the rules of #DectFailures, in time proportional to RFPs and links.
 *
 * Returns: (array length=n_lost) (transfer full): indexes of the RFPs that are lost, rising; g_free()
 * it
 */
guint *dect_failures_test (DectChain *chain,
                           const guint *rfps,
                           guint n_rfps,
                           guint *n_lost,
                           guint *n_synchronised);

G_END_DECLS
