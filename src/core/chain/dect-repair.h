/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chain/dect-chain.h"
#include "model/dect-progress.h"

G_BEGIN_DECLS

/*
 * What would cure a weakness of the chain: a group out of reach, a cut RFP, a single link, a weak
 * link. Each suggestion is a step that can be taken as it stands, with what it gains, proved by
 * links and chain of the site as it would be.
 */

/** DECT_REPAIR_FIX: what dect_finding_get_fix() says where dect_repair_suggest() can be asked */
#define DECT_REPAIR_FIX "chain-repair"

/**
 * DectRepairTargetKind:
 * @DECT_REPAIR_TARGET_NONE: nothing is weak
 * @DECT_REPAIR_TARGET_GROUP: an RFP, and its component with it, is not reached from the root of its
 * cluster
 * @DECT_REPAIR_TARGET_CUT: others are lost when an RFP fails
 * @DECT_REPAIR_TARGET_LINK: others are lost when the link between two RFPs fails
 * @DECT_REPAIR_TARGET_WEAK: an RFP hears none with the margin that is wanted
 *
 * Kind of a weakness, worst first.
 */
typedef enum
{
  DECT_REPAIR_TARGET_NONE,
  DECT_REPAIR_TARGET_GROUP,
  DECT_REPAIR_TARGET_CUT,
  DECT_REPAIR_TARGET_LINK,
  DECT_REPAIR_TARGET_WEAK,
} DectRepairTargetKind;

/**
 * DectRepairTarget:
 * @kind: what is weak
 * @rfp: id of an RFP of the group; of the cut RFP; of the RFP on the side of the root; of the weak
 * one
 * @other: id of the link's other end; 0 for %DECT_REPAIR_TARGET_GROUP and %DECT_REPAIR_TARGET_CUT
 *
 * A weakness of the chain, by ids.
 */
typedef struct
{
  DectRepairTargetKind kind;
  guint32 rfp;
  guint32 other;
} DectRepairTarget;

/**
 * dect_repair_target_of_finding:
 * @rule: id of a finding's rule: "chain-isolated", "chain-cut", "chain-single-link", "chain-weak"
 * @objects: (array length=n_objects): ids of the finding's objects, in its order
 * @n_objects: how many
 * @target: (out): the weakness
 *
 * Returns: whether the rule is one of those
 */
gboolean dect_repair_target_of_finding (const char *rule,
                                        const guint32 *objects,
                                        guint n_objects,
                                        DectRepairTarget *target);

/**
 * dect_repair_find_worst:
 * @snapshot: a site
 * @chain: its chain
 * @target: (out): the group out of reach with the most RFPs; else the cut RFP or single link that
 * loses most (a link that hangs on a cut RFP is the same weakness: then the cut RFP); else the weak
 * link with the least margin
 *
 * Returns: %FALSE when nothing is weak; @target is then of kind %DECT_REPAIR_TARGET_NONE
 */
gboolean
dect_repair_find_worst (DectSnapshot *snapshot, DectChain *chain, DectRepairTarget *target);

/**
 * DectRepairKind:
 * @DECT_REPAIR_MOVE: an RFP goes to another place on its floor
 * @DECT_REPAIR_ADD: one more RFP
 * @DECT_REPAIR_POWER: RFPs that are turned down get the full power of their region
 * @DECT_REPAIR_CLUSTER: the group out of reach becomes a cluster of its own, on purpose: no
 * handover between it and the rest, and a root of its own
 */
typedef enum
{
  DECT_REPAIR_MOVE,
  DECT_REPAIR_ADD,
  DECT_REPAIR_POWER,
  DECT_REPAIR_CLUSTER,
} DectRepairKind;

/** dect_repair_kind_id: Returns: its stable word for JSON: "move", "add", "power", "cluster" */
const char *dect_repair_kind_id (DectRepairKind kind);

/**
 * DectRepairFigures:
 * @n_lost: RFPs that are not reached from the root of their cluster
 * @n_groups: groups out of reach
 * @n_cuts: cut RFPs
 * @n_single_links: single links
 * @n_weak: RFPs that hear none with the margin that is wanted (limit "weak-margin")
 * @worst_lost: RFPs that lose synchronisation at the worst failure of one RFP or one link, those
 * already lost not counted
 * @n_clusters: clusters in use
 * @share: share of the floors concerned (where base stations were moved or added) on which a
 * handset receives the site's design limit, 0 to 1; %NAN where it was not computed, because nothing
 * moves
 * @margin_db: of the best usable link between the side that the weakness cuts off and the rest, the
 * weak element itself left out; by way of an added RFP the weaker of its two; %NAN when there is
 * none
 *
 * What a repair changes.
 */
typedef struct
{
  guint n_lost;
  guint n_groups;
  guint n_cuts;
  guint n_single_links;
  guint n_weak;
  guint worst_lost;
  guint n_clusters;
  double share;
  double margin_db;
} DectRepairFigures;

/** DectRepairLink: a link that a repair creates: @from is the RFP that is moved or added (0: the
 * added one, that has no id yet), @to one that was there; @margin_db above the sync limit */
typedef struct
{
  guint32 from;
  guint32 to;
  double margin_db;
} DectRepairLink;

/**
 * DectRepair:
 *
 * One suggestion. Immutable, boxed, counted, for any thread.
 */
#define DECT_TYPE_REPAIR (dect_repair_get_type ())
GType dect_repair_get_type (void) G_GNUC_CONST;

typedef struct _DectRepair DectRepair;

DectRepair *dect_repair_ref (DectRepair *self);
void dect_repair_unref (DectRepair *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectRepair, dect_repair_unref)

/**
 * dect_repair_suggest:
 * @snapshot: a site
 * @links: its links
 * @chain: its chain
 * @target: (nullable): what to repair; %NULL or kind NONE: what is worst (dect_repair_find_worst())
 * @progress: (nullable): told how far it is
 * @data: for @progress
 * @cancellable: (nullable): asked often
 * @error: return location: %G_IO_ERROR_CANCELLED only
 *
 * Looks for what would cure a weakness. A move is looked for on rings around where the RFP is, the
 * nearest place that will do, up to 20 m; one more RFP on a lattice around those that nearly hear
 * each other. Places lie inside the walls of the floor (#DectPlaces: without walls inside its plan,
 * else around its base stations), outside of forbidden zones, and %DECT_REPAIR_APART_M from any
 * other base station. A link is to have the limit "weak-margin" above the sync limit; where that
 * cannot be had, what can, and dect_repair_get_loss() says so.
 *
 * Nothing is suggested that makes anything else worse (a group out of reach may hang on one way
 * afterwards), but for coverage: where more than %DECT_REPAIR_SHARE_LOSS of the floor is lost a
 * suggestion is left out, and what is lost below that is said.
 *
 * A target that is not weak (any more) gives an empty list, as does one that nothing cures. Under a
 * second for usual sites; not for the main thread. Deterministic.
 *
 * Returns: (transfer full) (nullable) (element-type DectRepair): suggestions, best first: those that
 * cure; then by what they leave out of reach, lost at the worst failure, hanging on one way, and
 * weak; of equally good ones power before a move before hardware, and short moves before long ones; a
 * cluster of its own is always the last. At most %DECT_REPAIR_MAX, two of a kind. %NULL when
 * cancelled.
 */
GPtrArray *dect_repair_suggest (DectSnapshot *snapshot,
                                DectLinks *links,
                                DectChain *chain,
                                const DectRepairTarget *target,
                                DectProgressFunc progress,
                                gpointer data,
                                GCancellable *cancellable,
                                GError **error);

/** DECT_REPAIR_MAX: most suggestions of one call */
#define DECT_REPAIR_MAX 6

/** DECT_REPAIR_APART_M: least distance between two base stations on a floor: 1 m between DAPs
 * (Nortel/Avaya SIP DECT Fundamentals, p. 35, facts 2.6); places 3 m away from others (Samsung DECT
 * 500, p. 8) are preferred */
#define DECT_REPAIR_APART_M 1.0
#define DECT_REPAIR_APART_WANTED_M 3.0

/** DECT_REPAIR_SHARE_LOSS: share of a floor that a suggestion may take below the design limit */
#define DECT_REPAIR_SHARE_LOSS 0.02

/** dect_repair_get_kind: Returns: what it does */
DectRepairKind dect_repair_get_kind (DectRepair *self);

/** dect_repair_get_target: Returns: (transfer none): the weakness it repairs */
const DectRepairTarget *dect_repair_get_target (DectRepair *self);

/** dect_repair_get_generation: Returns: generation of the snapshot it was made from */
guint64 dect_repair_get_generation (DectRepair *self);

/** dect_repair_get_label: Returns: (transfer none): translated name of the step, for the undo menu:
 * "Move base station 7 by 4.2 m" */
const char *dect_repair_get_label (DectRepair *self);

/** dect_repair_get_text: Returns: (transfer none): one or two translated sentences: what, where,
 * why: "Move base station 7 (Lab) by 4.2 m towards the corridor: it then hears ... with 6.3 dB to
 * spare." */
const char *dect_repair_get_text (DectRepair *self);

/** dect_repair_get_loss: Returns: (transfer none) (nullable): a translated sentence on what gets
 * worse by it, or what it does not reach; %NULL when nothing */
const char *dect_repair_get_loss (DectRepair *self);

/** dect_repair_is_cure: Returns: whether the weakness is gone after it, with the margin that is
 * wanted on every new link it needs */
gboolean dect_repair_is_cure (DectRepair *self);

/**
 * dect_repair_get_records:
 * @self: a suggestion
 * @n_records: (out): how many, at least 1
 *
 * Returns: (array length=n_records) (transfer none): RFPs as they shall be; one with id 0 is new.
 * An added RFP has number, name, model, place, mount height and cluster, and no MAC: that is
 * scanned later.
 */
const DectRfp *const *dect_repair_get_records (DectRepair *self, guint *n_records);

/**
 * dect_repair_get_links:
 * @self: a suggestion
 * @n_links: (out): how many
 *
 * Returns: (array length=n_links) (transfer none): links that become usable by it, best margin
 * first
 */
const DectRepairLink *dect_repair_get_links (DectRepair *self, guint *n_links);

/** dect_repair_get_before: Returns: (transfer none): the site as it is */
const DectRepairFigures *dect_repair_get_before (DectRepair *self);

/** dect_repair_get_after: Returns: (transfer none): the site as it would be */
const DectRepairFigures *dect_repair_get_after (DectRepair *self);

/**
 * dect_repair_dup_snapshot:
 * @self: a suggestion
 * @snapshot: the site it was made from
 *
 * For a preview: links, chain and coverage of the result can be made from it.
 *
 * Returns: (transfer full): the site as it would be; new RFPs have ids that mean nothing outside of
 * it
 */
DectSnapshot *dect_repair_dup_snapshot (DectRepair *self, DectSnapshot *snapshot);

/**
 * dect_repair_apply:
 * @self: a suggestion
 * @site: the site, whatever changed in it since; main thread
 *
 * Takes the suggestion, as one step of the site's history. The number or name of an added RFP that
 * was given away in between is proposed anew.
 *
 * Returns: %FALSE, and nothing changed, when an RFP it changes is not any more as it was, a floor
 * it needs is gone, or a step is open
 */
gboolean dect_repair_apply (DectRepair *self, DectSite *site);

G_END_DECLS
