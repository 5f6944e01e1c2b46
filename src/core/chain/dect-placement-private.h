/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chain/dect-chain.h"
#include "chain/dect-placement.h"
#include "chain/dect-places.h"
#include "chain/dect-repair.h"
#include "radio/dect-scene.h"

G_BEGIN_DECLS

struct _DectPlacement
{
  gatomicrefcount ref_count;
  guint64 generation;
  double target_dbm;
  guint n_items;
  DectPlacementItem *items; /* rfp: owned */
  guint *nodes;             /* by item: its node in the draft */
  guint n_zones;
  DectPlacementZone *zones;
  DectPlacementFigures before, after;
  guint n_records; /* the items that are moved or new, as dect_change_apply() takes them */
  DectRfp **records;
  DectRfp **was;
  guint n_without_margin;
  gboolean is_reached;
  char *label;
  char *text;
  GPtrArray *notes; /* ended by NULL */
};

/** DECT_PLACEMENT_APART_M: places nearer to a base station than this are not taken */
#define DECT_PLACEMENT_APART_M DECT_REPAIR_APART_WANTED_M

/** DECT_PLACEMENT_NONE: no spot, no floor */
#define DECT_PLACEMENT_NONE G_MAXUINT

/**
 * DectPlacingFloor:
 * @floor: index in the snapshot
 * @id: its id
 * @places: where base stations may hang
 * @area: rectangle of the cells
 * @columns: cells in a row
 * @rows: rows
 * @first: number of its first cell that counts
 * @n_cells: how many count
 * @cells: (array length=n_cells): which of the raster (row × columns + column), rising
 * @template: index in the scene of an RFP as a new one would be
 *
 * One floor that is planned.
 */
typedef struct
{
  guint floor;
  guint32 id;
  DectPlaces *places;
  DectRectangle area;
  guint columns, rows;
  guint first;
  guint n_cells;
  guint32 *cells;
  guint template;
} DectPlacingFloor;

/** DectPlacingZone: a zone with stated traffic. cells: (array length=n_cells): numbers of cells
 * that speak for all of it */
typedef struct
{
  guint32 id;
  double traffic_e;
  guint n_cells;
  guint32 *cells;
} DectPlacingZone;

/**
 * DectSpot:
 * @floor: which of the planned floors; %DECT_PLACEMENT_NONE for another
 * @point: where on it
 * @radio: what hangs or would hang there
 * @channels: calls at a time it carries
 * @capacity_e: traffic that is, at the wanted blocking
 *
 * A place of a base station: those of the site's RFPs first, by their index, then the candidates.
 */
typedef struct
{
  guint floor;
  DectPoint point;
  DectSceneRfp radio;
  guint channels;
  double capacity_e;
} DectSpot;

/**
 * DectPlacing:
 * @limit_dbm: level with which a cell counts as covered: target and margin
 * @link_db: margin from which a link counts
 * @need: cells to cover
 * @cover: (array length=n_spots × words): cells that each spot covers, as bits
 *
 * What is to be solved. The tables grow while it is; one thread at a time.
 */
typedef struct
{
  DectSnapshot *snapshot;
  DectLinks *links;
  DectChain *chain;
  const DectPlacementSettings *settings;
  GCancellable *cancellable;
  DectProgressFunc progress;
  gpointer data;
  double from, to; /* share of the whole that the present phase is */

  double target_dbm;
  double limit_dbm;
  double link_db;
  double sync_dbm;
  guint need;
  guint n_groups_allowed; /* beyond the first: that cannot be linked, whatever is done */

  DectSnapshot *with_new;
  DectScene *scene;
  DectSceneWalker *walker;
  double cell_m;
  double spacing_m;
  guint n_floors;
  DectPlacingFloor *floors;
  guint n_cells;
  guint words;
  guint n_zones;
  DectPlacingZone *zones;

  guint n_rfps;
  guint n_spots;
  DectSpot *spots;
  gboolean *is_node;    /* by RFP: part of the chain */
  gboolean *is_movable; /* by RFP */
  guint64 *cover;
  guint64 *bare; /* the same without margin; may be the same memory */
  guint64 *with_margin;
  float **margins; /* by spot: margin of the link to each spot, NAN: not known yet; NULL: none is */
} DectPlacing;

/** dect_placing_new: @error: #DECT_PLACEMENT_ERROR. Returns: (transfer full) (nullable): the
 * problem, without rows */
DectPlacing *dect_placing_new (DectSnapshot *snapshot,
                                        const DectPlacementSettings *settings,
                                        DectProgressFunc progress,
                                        gpointer data,
                                        GCancellable *cancellable,
                                        GError **error);
void dect_placing_free (DectPlacing *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPlacing, dect_placing_free)

/** dect_placing_is_cancelled: Returns: whether to give up */
gboolean dect_placing_is_cancelled (const DectPlacing *self);

/** dect_placing_begin: a phase begins that takes from @from to @to of the whole */
void dect_placing_begin (DectPlacing *self, double from, double to);

/** dect_placing_report: tells how much of the phase is done, 0 to 1 */
void dect_placing_report (const DectPlacing *self, const char *phase, double fraction);

/** dect_placing_set_margins: whether target and links are to have their margins */
void dect_placing_set_margins (DectPlacing *self, gboolean with);

/** dect_placing_fill_rows: computes what each spot covers; %FALSE when cancelled */
gboolean dect_placing_fill_rows (DectPlacing *self);

/** dect_placing_margin: Returns: margin of the link between two spots, above the sync limit;
 * -INFINITY where there is none, with more than one cluster, or below 0 */
double dect_placing_margin (DectPlacing *self, guint a, guint b);

/** dect_placing_count: Returns: how many bits are set; without the processor's own instruction, which
 * the baseline does not have (Warren, Hacker's Delight, 5-1) */
static inline guint
dect_placing_count (guint64 bits)
{
  bits -= bits >> 1 & G_GUINT64_CONSTANT (0x5555555555555555);
  bits = (bits & G_GUINT64_CONSTANT (0x3333333333333333))
         + (bits >> 2 & G_GUINT64_CONSTANT (0x3333333333333333));
  bits = (bits + (bits >> 4)) & G_GUINT64_CONSTANT (0x0f0f0f0f0f0f0f0f);
  return (guint) (bits * G_GUINT64_CONSTANT (0x0101010101010101) >> 56);
}

/** dect_placing_is_near: Returns: whether two points of one floor are less than @distance_m apart */
static inline gboolean
dect_placing_is_near (DectPoint a, DectPoint b, double distance_m)
{
  double x = a.x - b.x;
  double y = a.y - b.y;

  return x * x + y * y < distance_m * distance_m;
}

/** dect_placing_row: Returns: (transfer none): cells that a spot covers */
const guint64 *dect_placing_row (const DectPlacing *self, guint spot);

/* --- Plans ------------------------------------------------------------------------------------ */

/**
 * DectDraftScore:
 * @n_groups: groups that planned RFPs fall into beyond the first
 * @n_missing: cells that lack
 * @n_weak: links that RFPs lack, cut RFPs and single links
 * @overload: calls that find no channel, thousandths of an erlang
 * @n_rfps: base stations
 * @n_covered: cells covered
 * @spare_db: sum over new RFPs of their weakest wanted link's margin, bounded
 *
 * How good a plan is; what stands first counts first.
 */
typedef struct
{
  guint n_groups;
  guint n_missing;
  guint n_weak;
  guint overload;
  guint n_rfps;
  guint n_covered;
  double spare_db;
} DectDraftScore;

/**
 * DectDraft:
 * @n: nodes: the site's RFPs first, by index, then the new ones
 * @spot: (array length=n): where each is
 *
 * Who hangs where.
 */
typedef struct
{
  guint n;
  guint allocated;
  guint *spot;
} DectDraft;

/** dect_draft_new: Returns: (transfer full): the present plan */
DectDraft *dect_draft_new (const DectPlacing *problem);
DectDraft *dect_draft_copy (const DectDraft *self);
void dect_draft_free (DectDraft *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectDraft, dect_draft_free)

void dect_draft_add (DectDraft *self, guint spot);
void dect_draft_remove (DectDraft *self, guint node);

/** dect_draft_is_free: Returns: whether a candidate is far enough from all base stations; @except:
 * (node) one that would leave; %DECT_PLACEMENT_NONE: none */
gboolean dect_draft_is_free (const DectPlacing *problem,
                            const DectDraft *self,
                            guint spot,
                            guint except);

/** dect_draft_score: weighs a plan */
void dect_draft_score (DectPlacing *problem, const DectDraft *self, DectDraftScore *score);

/** dect_draft_score_compare: below 0: @a is better */
gint dect_draft_score_compare (const DectDraftScore *a, const DectDraftScore *b);

/** dect_draft_score_is_reached: Returns: whether nothing is lacking */
gboolean dect_draft_score_is_reached (const DectDraftScore *score);

/** dect_draft_covered: ors the rows of all base stations into @cells (words) */
void dect_draft_covered (const DectPlacing *problem, const DectDraft *self, guint64 *cells);

/** DectDraftLoad: traffic of one base station: load_e: offered to it; by zone: zone_e (array
 * length=zones) */
typedef struct
{
  double load_e;
  double *zone_e;
} DectDraftLoad;

/** dect_draft_balance: spreads the zones' traffic over the base stations that reach it, evenly by
 * their capacity. @loads: (array length=nodes): filled; zone_e %NULL or the caller's. Returns: what
 * is above the capacities, erlang */
double
dect_draft_balance (const DectPlacing *problem, const DectDraft *self, DectDraftLoad *loads);

/** DectDraftGraph: what is known of the nodes' links: component: by node; is_cut: others of the
 * planned floors are lost without it; n_links: with the margin wanted */
typedef struct
{
  guint n_groups;
  guint n_cuts;
  guint n_bridges;
  guint n_lacking;
  guint *component;
  gboolean *is_cut;
  guint *n_links;
} DectDraftGraph;

void dect_draft_graph_init (DectDraftGraph *graph, DectPlacing *problem, const DectDraft *self);
void dect_draft_graph_clear (DectDraftGraph *graph);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DectDraftGraph, dect_draft_graph_clear)

/* --- Solving ---------------------------------------------------------------------------------- */

/** dect_draft_draw: Returns: the next number of a generator, 0 to below 1: splitmix64 (Steele, Lea
 * and Flood 2014), the same everywhere */
double dect_draft_draw (guint64 *state);

/** dect_draft_build: adds base stations until nothing lacks, nothing helps, or there are as many as
 * allowed; @noise: (nullable): state of a generator by which places are not always the best */
void dect_draft_build (DectPlacing *problem, DectDraft *plan, guint64 *noise);

/** dect_placing_make_records: fills items, records and was of a proposal from a plan */
void dect_placing_make_records (DectPlacing *problem,
                                const DectDraft *plan,
                                DectPlacement *self);

/** dect_placing_measure: fills @figures of @snapshot, the site or the site as it would be;
 * @target_dbm: level that counts.
 * Returns: %FALSE when cancelled */
gboolean dect_placing_measure (const DectPlacing *problem,
                            DectSnapshot *snapshot,
                            double target_dbm,
                            DectPlacementFigures *figures);

/** dect_placing_describe: fills zones, reasons, text, notes and whether everything is reached;
 * @overload: of the plan */
void dect_placing_describe (DectPlacing *problem, const DectDraft *plan, DectPlacement *self);

/** dect_placing_counts: Returns: whether a point of a planned floor is part of the area */
gboolean dect_placing_counts (const DectPlacing *self,
                           const DectPlacingFloor *floor,
                           double cell_m,
                           double x_m,
                           double y_m);

/** dect_draft_improve: moves and drops base stations, never to a worse plan; @rounds: how long */
void dect_draft_improve (DectPlacing *problem, DectDraft *plan, guint64 seed, guint rounds);

G_END_DECLS
