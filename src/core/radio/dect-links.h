/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"
#include "radio/dect-path.h"

G_BEGIN_DECLS

/**
 * DECT_LINKS_FLOOR_DBM:
 *
 * A pair of RFPs of which nothing is stated is left out when its weaker predicted direction is
 * below: nobody can use it and nothing small repairs it. 25 dB below the usual sync limit, and
 * below what a DECT receiver is built for (reference sensitivity).
 */
#define DECT_LINKS_FLOOR_DBM (-95.0)

/**
 * DECT_LINKS_USABLE, DECT_LINKS_SPARE:
 *
 * Of the pairs that are only predicted, those are kept that are among the 256 strongest usable
 * ones, or the 32 strongest that cannot be used (a repair starts from them), of at least one of
 * both RFPs. So a site of 4096 RFPs takes megabytes even when somebody put them all in one place.
 * Only an RFP that hears more than 256 others well loses any usable pair by it.
 */
#define DECT_LINKS_USABLE 256
#define DECT_LINKS_SPARE 32

/**
 * DectLinkSource:
 * @DECT_LINK_SOURCE_PREDICTED: both levels are predicted
 * @DECT_LINK_SOURCE_MEASURED: at least one direction was measured
 * @DECT_LINK_SOURCE_FORCED_ON: the installer says it works
 * @DECT_LINK_SOURCE_FORCED_OFF: the installer says it does not; wins over forced on where both are
 * stated
 *
 * What decided whether a pair can be used. The interface always shows it.
 */
typedef enum
{
  DECT_LINK_SOURCE_PREDICTED,
  DECT_LINK_SOURCE_MEASURED,
  DECT_LINK_SOURCE_FORCED_ON,
  DECT_LINK_SOURCE_FORCED_OFF,
} DectLinkSource;

/**
 * DectRadioLink:
 * @a: index of an RFP in the snapshot's list
 * @b: index of the other, @a < @b
 * @source: what decided @usable
 * @usable: whether radio synchronisation can run over it
 * @other_cluster: the RFPs are in different clusters: never usable, whatever the levels
 * @predicted_ab_dbm: predicted level of @a heard at @b, dBm; %NAN when it is not predicted
 * @predicted_ba_dbm: predicted level of @b heard at @a; same
 * @level_ab_dbm: level that counts of @a heard at @b: the measured one where there is one, else the
 * measured one of the other direction, else the predicted one; %NAN when none is known (forced,
 * never measured, an end not placed)
 * @level_ba_dbm: level that counts of @b heard at @a
 * @quality_ab_percent: measured frame quality of @a at @b, %NAN when not measured
 * @quality_ba_percent: same, of @b at @a
 * @margin_db: weaker of both levels minus the site's sync limit; negative below it; %NAN without a
 * level
 * @wall_db: loss of the walls on the predicted path
 * @floor_db: loss of the slabs on it
 * @distance_m: between the antennas; %NAN when an end is not placed
 * @n_walls: walls crossed; 0 where the environment stands for them
 * @n_floors: slabs crossed
 *
 * The radio path between two RFPs, both directions. The pair is what chain, checks and interface
 * work with.
 */
typedef struct
{
  guint a;
  guint b;
  DectLinkSource source;
  guint usable : 1;
  guint other_cluster : 1;
  double predicted_ab_dbm;
  double predicted_ba_dbm;
  double level_ab_dbm;
  double level_ba_dbm;
  double quality_ab_percent;
  double quality_ba_percent;
  double margin_db;
  double wall_db;
  double floor_db;
  double distance_m;
  guint n_walls;
  guint n_floors;
} DectRadioLink;

/**
 * DectMargin:
 * @DECT_MARGIN_WEAK: less than the limit "weak-margin" (5 dB): what rule chain-weak warns of
 * @DECT_MARGIN_FAIR: less than the limit "strong-margin" (10 dB)
 * @DECT_MARGIN_STRONG: more, or nobody knows (a link that is forced on)
 *
 * How far a link is above the sync limit, in the steps in which it is drawn.
 */
typedef enum
{
  DECT_MARGIN_WEAK,
  DECT_MARGIN_FAIR,
  DECT_MARGIN_STRONG,
  DECT_N_MARGINS,
} DectMargin;

/** dect_margin_of: Returns: the step of @margin_db, dB or %NAN */
DectMargin dect_margin_of (double margin_db);

/** dect_margin_dup_label: Returns: (transfer full): translated words for a legend: "5 to 10 dB above the limit" */
char *dect_margin_dup_label (DectMargin margin);

/**
 * DectLinks:
 *
 * All pairs of RFPs of a snapshot that can be used, or nearly, or of which something is stated.
 * Immutable, boxed, counted, for any thread. A pair is usable when
 *
 * - it is forced on and not forced off; or, where nothing is forced,
 * - its weaker direction reaches the site's sync limit, and each frame quality that was measured
 * reaches the site's quality limit (limits unset: those of data/radio/limits.json),
 *
 * and both RFPs are in the same cluster. Two measurements of one direction count with the worse of
 * their figures. An RFP with DECT switched off has no links at all, one that is not placed has only
 * the stated ones. Between buildings nothing is predicted until both have their place on the site:
 * see dect_links_get_unlinked_buildings().
 */
#define DECT_TYPE_LINKS (dect_links_get_type ())
GType dect_links_get_type (void) G_GNUC_CONST;

typedef struct _DectLinks DectLinks;

/**
 * dect_links_new:
 * @snapshot: a site
 * @cancellable: (nullable): asked every few pairs
 * @error: return location: %G_IO_ERROR_CANCELLED only
 *
 * May take a second on a site of thousands of RFPs: not for the main thread.
 *
 * Returns: (transfer full) (nullable): its links
 */
DectLinks *dect_links_new (DectSnapshot *snapshot, GCancellable *cancellable, GError **error);

/** DECT_LINKS_KEPT_RFPS: up to so many RFPs, links keep what all pairs lose (8 bytes a pair, 4 MB at
 * most) for dect_links_new_from() */
#define DECT_LINKS_KEPT_RFPS 1024

/**
 * dect_links_new_from:
 * @snapshot: a site
 * @previous: (nullable): links of an earlier snapshot of the site
 * @cancellable: (nullable): asked every few pairs
 * @error: return location: %G_IO_ERROR_CANCELLED only
 *
 * As dect_links_new(); where walls, slabs and environments are as they were, only pairs with an RFP
 * that was moved, turned, added, or given another power are predicted anew. A dragged RFP then costs
 * its own pairs.
 *
 * Returns: (transfer full) (nullable): its links, the same to the last bit with and without @previous
 */
DectLinks *dect_links_new_from (DectSnapshot *snapshot,
                                DectLinks *previous,
                                GCancellable *cancellable,
                                GError **error);

/** dect_links_get_n_predicted: Returns: pairs whose path was computed and not taken over; for tests
 * and measuring */
guint dect_links_get_n_predicted (DectLinks *self);

DectLinks *dect_links_ref (DectLinks *self);
void dect_links_unref (DectLinks *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectLinks, dect_links_unref)

/** dect_links_get_generation: Returns: generation of the snapshot they were made from */
guint64 dect_links_get_generation (DectLinks *self);

/** dect_links_get_n_rfps: Returns: number of RFPs in that snapshot */
guint dect_links_get_n_rfps (DectLinks *self);

/** dect_links_get_sync_limit: Returns: the level from which a link is usable, dBm, as it was
 * applied */
double dect_links_get_sync_limit (DectLinks *self);

/**
 * dect_links_list:
 * @self: links
 * @n_links: (out) (optional): how many
 *
 * Returns: (array length=n_links) (transfer none): the pairs, sorted by a, then b
 */
const DectRadioLink *dect_links_list (DectLinks *self, guint *n_links);

/**
 * dect_links_find:
 * @self: links
 * @a: index of an RFP
 * @b: index of another, in any order
 *
 * Returns: (transfer none) (nullable): their pair (a < b in it), %NULL when nothing is known of it
 * or it is far too weak
 */
const DectRadioLink *dect_links_find (DectLinks *self, guint a, guint b);

/**
 * dect_links_get_unlinked_buildings:
 * @self: links
 * @n_buildings: (out): how many
 *
 * Buildings that hold placed RFPs, and whose place on the site is not set although RFPs stand in
 * another building too. No link from them to other buildings was predicted; this must be said
 * wherever links are shown.
 *
 * Returns: (array length=n_buildings) (transfer none): their ids, in the site's order
 */
const guint32 *dect_links_get_unlinked_buildings (DectLinks *self, guint *n_buildings);

/**
 * dect_links_trace:
 * @snapshot: a site
 * @a: index of a placed RFP
 * @b: index of another
 *
 * Explains one predicted path: every wall, opening and slab on it, in order from @a to @b.
 *
 * Returns: (transfer full) (nullable): the path; %NULL when nothing can be predicted (an end not
 * placed, DECT off, buildings without a place)
 */
DectPath *dect_links_trace (DectSnapshot *snapshot, guint a, guint b);

/**
 * dect_link_source_label:
 * @source: what decided a link
 *
 * Returns: (transfer none): a translated word for it: "predicted", "measured", "forced on", "forced
 * off"
 */
const char *dect_link_source_label (DectLinkSource source);

/** dect_link_source_id: Returns: (transfer none): its stable word for JSON and CSV: "predicted",
 * "measured", "forced-on", "forced-off" */
const char *dect_link_source_id (DectLinkSource source);

G_END_DECLS
