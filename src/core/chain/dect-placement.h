/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-progress.h"
#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/*
 * Automatic placement: the fewest base stations that cover an area, hear each other so that each
 * has a second way to the rest, and carry the traffic of its zones.
 *
 * Candidates on a lattice, path loss from each to each cell and to each other; greedy by the area
 * newly covered, restricted to candidates that stay connected (connected greedy, facts 4.4); then
 * second paths; then capacity; then a local search (move, swap, drop) that never gets worse.
 */

/**
 * DECT_PLACEMENT_ERROR:
 *
 * Why nothing can be placed; codes are #DectPlacementError.
 */
#define DECT_PLACEMENT_ERROR (dect_placement_error_quark ())
GQuark dect_placement_error_quark (void);

/**
 * DectPlacementError:
 * @DECT_PLACEMENT_ERROR_FLOOR: no floor given, one twice, or an id that names no floor of the site
 * @DECT_PLACEMENT_ERROR_AREA: no floor given has an area: neither walls nor a zone to cover of more
 * than zero size
 * @DECT_PLACEMENT_ERROR_SETTINGS: a figure that is not finite or outside its range
 * @DECT_PLACEMENT_ERROR_SIZE: more than %DECT_PLACEMENT_MAX_CELLS of the coarsest cells
 */
typedef enum
{
  DECT_PLACEMENT_ERROR_FLOOR,
  DECT_PLACEMENT_ERROR_AREA,
  DECT_PLACEMENT_ERROR_SETTINGS,
  DECT_PLACEMENT_ERROR_SIZE,
} DectPlacementError;

/** DECT_PLACEMENT_MAX_CELLS: most cells that are looked at; larger areas get larger cells, up to 10
 * m */
#define DECT_PLACEMENT_MAX_CELLS 100000u

/** DECT_PLACEMENT_MAX: most base stations that one run places */
#define DECT_PLACEMENT_MAX 1000u

/**
 * DectPlacementSettings:
 * @floors: (array length=n_floors): ids of the floors to plan, of one building or several
 * @n_floors: how many, at least 1
 * @target_dbm: level wanted at a handset, -90 to -30; %NAN: the site's design limit
 * @share: share of the area where it is wanted, 0 to 1; default 0.95
 * @margin_db: reserve on @target_dbm while planning, for what a prediction gets wrong, 0 to 30;
 * default 0: the design limit holds a reserve already. What is reported reached is without it.
 * @link_margin_db: margin above the sync limit that a link needs to count, 0 to 30; %NAN: the limit
 * "weak-margin"
 * @n_paths: links with that margin that each base station shall have: 2, then no base station and
 * no link is the only way either; 1: just connected; 0: coverage alone
 * @max_new: most base stations to add, 1 to %DECT_PLACEMENT_MAX; default 254
 * @blocking: share of calls that may find no free channel, 0 to 1 both excluded; default 0.01
 * @reflective: whether new base stations stand in a reflective environment (metal halls): flag set
 * on them, half the channels
 * @move_existing: whether base stations on the floors may be moved; default: they stay where they
 * are
 * @model: (nullable): catalogue id of new ones; %NULL: that of the base stations of the floors,
 * else of the site, that is used most; else the site's usual one is unset and counts as
 * omnidirectional with 8 channels
 * @mount_m: mount height of new ones; %NAN: that of the base station they are like, else the limit
 * "mount-height"
 * @seed: of the local search; the same seed gives the same result, with any number of threads and
 * on any machine whose logarithms are the same
 *
 * What is wanted; read during the call only. Start with dect_placement_settings_init().
 */
typedef struct
{
  const guint32 *floors;
  guint n_floors;
  double target_dbm;
  double share;
  double margin_db;
  double link_margin_db;
  guint n_paths;
  guint max_new;
  double blocking;
  gboolean reflective;
  gboolean move_existing;
  const char *model;
  double mount_m;
  guint64 seed;
} DectPlacementSettings;

/** dect_placement_settings_init: sets the defaults; @floors are the caller's */
void dect_placement_settings_init (DectPlacementSettings *self);

/**
 * DectPlacementAct:
 * @DECT_PLACEMENT_KEEP: it stays where it is
 * @DECT_PLACEMENT_MOVE: it is moved
 * @DECT_PLACEMENT_ADD: it is new
 */
typedef enum
{
  DECT_PLACEMENT_KEEP,
  DECT_PLACEMENT_MOVE,
  DECT_PLACEMENT_ADD,
} DectPlacementAct;

/** dect_placement_act_id: Returns: its stable word for JSON: "keep", "move", "add" */
const char *dect_placement_act_id (DectPlacementAct act);

/**
 * DectPlacementItem:
 * @act: what happens to it
 * @rfp: (transfer none): the base station as it shall be; id 0: new
 * @area_m2: area that only it brings to the target
 * @n_links: links with the margin that is wanted
 * @best_margin_db: margin of its best link; %NAN without
 * @second_margin_db: of its second best; %NAN without
 * @reason: why it is there, a translated sentence: "Covers 412 m² that nothing else reaches."
 *
 * One base station of the planned floors.
 */
typedef struct
{
  DectPlacementAct act;
  const DectRfp *rfp;
  double area_m2;
  guint n_links;
  double best_margin_db;
  double second_margin_db;
  const char *reason;
} DectPlacementItem;

/**
 * DectPlacementFigures:
 * @n_rfps: base stations on the planned floors
 * @area_m2: the area that counts
 * @share: share of it that has the target level, 0 to 1, on the finer raster
 * @n_groups: groups that the base stations of the planned floors fall into: 1 when connected, 0
 * without any. Ways over other floors of the building count.
 * @n_cuts: base stations of these floors without which others of them are lost
 * @n_single_links: links without which others of them are lost
 * @n_thin: base stations with fewer than the wanted number of links with margin
 * @worst_lost: most base stations lost at the failure of one
 * @worst_share: share of the area that has the target level after the worst failure of one base
 * station
 *
 * A plan in figures.
 */
typedef struct
{
  guint n_rfps;
  double area_m2;
  double share;
  guint n_groups;
  guint n_cuts;
  guint n_single_links;
  guint n_thin;
  guint worst_lost;
  double worst_share;
} DectPlacementFigures;

/**
 * DectPlacementZone:
 * @zone: id of a zone with stated traffic
 * @traffic_e: its traffic, erlang in the busy hour
 * @n_channels: channels of the base stations that carry it
 * @capacity_e: traffic that those can carry at the wanted blocking (Erlang B, each base station for
 * itself), less what they carry for other zones; 0 when none reaches it
 * @blocking: share of its calls that find no channel, of those from where the target is reached; 1
 * when it is reached nowhere
 *
 * How the traffic of a zone is carried, when each call goes to the least loaded base station that
 * reaches it.
 */
typedef struct
{
  guint32 zone;
  double traffic_e;
  guint n_channels;
  double capacity_e;
  double blocking;
} DectPlacementZone;

/**
 * DectPlacement:
 *
 * A proposal. Immutable, boxed, counted, for any thread.
 */
#define DECT_TYPE_PLACEMENT (dect_placement_get_type ())
GType dect_placement_get_type (void) G_GNUC_CONST;

typedef struct _DectPlacement DectPlacement;

DectPlacement *dect_placement_ref (DectPlacement *self);
void dect_placement_unref (DectPlacement *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPlacement, dect_placement_unref)

/**
 * dect_placement_new:
 * @snapshot: a site
 * @settings: what is wanted
 * @progress: (nullable): told phase and fraction, in the calling thread
 * @data: for @progress
 * @cancellable: (nullable): asked often
 * @error: return location: #DECT_PLACEMENT_ERROR, %G_IO_ERROR_CANCELLED
 *
 * Plans floors. The area is that of the zones to cover on each floor, else what its walls enclose
 * (the rectangle around them where they do not enclose half of it); forbidden zones are part of the
 * area, but no base station hangs there. Base stations of other floors count for coverage and chain
 * and stay as they are.
 *
 * The result is never worse than the present plan: where it is, the present plan is the result
 * (dect_placement_is_present()). A target that cannot be reached is no error: the result is as good
 * as could be found, and says so (dect_placement_is_reached(), dect_placement_get_notes()).
 *
 * Seconds; not for the main thread.
 *
 * Returns: (transfer full) (nullable): the proposal
 */
DectPlacement *dect_placement_new (DectSnapshot *snapshot,
                                   const DectPlacementSettings *settings,
                                   DectProgressFunc progress,
                                   gpointer data,
                                   GCancellable *cancellable,
                                   GError **error);

/** dect_placement_get_generation: Returns: generation of the snapshot it was made from */
guint64 dect_placement_get_generation (DectPlacement *self);

/**
 * dect_placement_get_items:
 * @self: a proposal
 * @n_items: (out): how many
 *
 * Returns: (array length=n_items) (transfer none): base stations of the planned floors: those that
 * are there in the site's order, then the new ones by number
 */
const DectPlacementItem *dect_placement_get_items (DectPlacement *self, guint *n_items);

/**
 * dect_placement_get_zones:
 * @self: a proposal
 * @n_zones: (out): how many
 *
 * Returns: (array length=n_zones) (transfer none): zones of the planned floors with stated traffic,
 * in the site's order
 */
const DectPlacementZone *dect_placement_get_zones (DectPlacement *self, guint *n_zones);

/** dect_placement_get_before: Returns: (transfer none): the plan as it is */
const DectPlacementFigures *dect_placement_get_before (DectPlacement *self);

/** dect_placement_get_after: Returns: (transfer none): the plan as it would be */
const DectPlacementFigures *dect_placement_get_after (DectPlacement *self);

/** dect_placement_get_n_added: Returns: how many base stations are new */
guint dect_placement_get_n_added (DectPlacement *self);

/** dect_placement_get_n_moved: Returns: how many are moved */
guint dect_placement_get_n_moved (DectPlacement *self);

/**
 * dect_placement_get_n_without_margin:
 * @self: a proposal
 *
 * Returns: how many base stations the floors would have (those there and those to add) if no margin
 * were asked for, neither on the target nor on links: what the reserve costs
 */
guint dect_placement_get_n_without_margin (DectPlacement *self);

/** dect_placement_get_target: Returns: level that was wanted at a handset, dBm, as it was
 * applied */
double dect_placement_get_target (DectPlacement *self);

/** dect_placement_is_reached: Returns: whether everything that was asked for is reached: share,
 * connected, paths, capacity */
gboolean dect_placement_is_reached (DectPlacement *self);

/** dect_placement_is_present: Returns: whether nothing is to be done: the present plan is (as far
 * as could be found) the best */
gboolean dect_placement_is_present (DectPlacement *self);

/** dect_placement_get_label: Returns: (transfer none): translated name of the step: "Place 12 base
 * stations" */
const char *dect_placement_get_label (DectPlacement *self);

/** dect_placement_get_text: Returns: (transfer none): the result in a translated sentence or two */
const char *dect_placement_get_text (DectPlacement *self);

/** dect_placement_get_notes: Returns: (transfer none) (array zero-terminated=1): translated
 * sentences: what could not be reached and why, and what should be known (hotspots); empty when
 * nothing */
const char *const *dect_placement_get_notes (DectPlacement *self);

/**
 * dect_placement_dup_snapshot:
 * @self: a proposal
 * @snapshot: the site it was made from
 *
 * For a preview.
 *
 * Returns: (transfer full): the site as it would be; new RFPs have ids that mean nothing outside of
 * it
 */
DectSnapshot *dect_placement_dup_snapshot (DectPlacement *self, DectSnapshot *snapshot);

/**
 * dect_placement_apply:
 * @self: a proposal
 * @site: the site, whatever changed in it since; main thread
 *
 * Takes the proposal, as one step of the site's history. Numbers and names of new base stations
 * that were given away in between are proposed anew.
 *
 * Returns: %FALSE, and nothing changed, when there is nothing to do, a base station it moves is not
 * any more as it was, a floor it needs is gone, or a step is open
 */
gboolean dect_placement_apply (DectPlacement *self, DectSite *site);

G_END_DECLS
