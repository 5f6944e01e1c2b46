/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Whether a suggestion holds: links and chain of the site as it would be. */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-repair-private.h"

#include "radio/dect-radio-data.h"

#include <math.h>

/* Cells of a floor on which shares are compared: enough to see two percent, few enough to be quick.
 */
#define SHARE_CELLS 3000.0
#define SHARE_MIN_CELL_M 1.0

/* The site as it would be. */
typedef struct
{
  DectSnapshot *snapshot;
  DectLinks *links;
  DectChain *chain;
} Result;

static void
result_clear (Result *self)
{
  g_clear_pointer (&self->chain, dect_chain_unref);
  g_clear_pointer (&self->links, dect_links_unref);
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

/* --- Figures ---------------------------------------------------------------------------------- */

static void
count_figures (DectSnapshot *snapshot, DectChain *chain, DectRepairFigures *figures)
{
  guint n_components;
  const DectChainComponent *components = dect_chain_get_components (chain, &n_components);
  const DectChainCut *cuts = dect_chain_get_cuts (chain, &figures->n_cuts);
  const DectChainSingleLink *singles
      = dect_chain_get_single_links (chain, &figures->n_single_links);

  for (guint i = 0; i < n_components; i++)
    {
      if (components[i].root >= 0)
        continue;
      figures->n_groups++;
      figures->n_lost += components[i].n_rfps;
    }
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_RFP); i++)
    figures->n_weak += dect_repair_is_weak (dect_chain_get_node (chain, i)) != FALSE;
  if (figures->n_cuts > 0)
    figures->worst_lost = cuts[0].n_lost;
  if (figures->n_single_links > 0)
    figures->worst_lost = MAX (figures->worst_lost, singles[0].n_lost);
  figures->n_clusters = dect_chain_get_n_clusters (chain);
}

static gboolean
is_broken_link (const DectRepairSplit *split, DectRepairTargetKind kind, const DectRadioLink *link)
{
  return kind == DECT_REPAIR_TARGET_LINK && link->a == MIN (split->broken[0], split->broken[1])
         && link->b == MAX (split->broken[0], split->broken[1]);
}

/* The best link between both sides; the RFPs from @n_rfps on are new and belong to both. */
static double
find_margin (const DectRepairRun *run, const DectRepairSplit *split, DectLinks *links, guint n_rfps)
{
  guint n_links;
  const DectRadioLink *list = dect_links_list (links, &n_links);
  double direct_db = -INFINITY;
  double lost_db = -INFINITY;
  double kept_db = -INFINITY;
  double best_db;

  for (guint i = 0; i < n_links; i++)
    {
      DectRepairSide a
          = list[i].a < n_rfps ? (DectRepairSide) split->side[list[i].a] : DECT_REPAIR_SIDE_NONE;
      DectRepairSide b
          = list[i].b < n_rfps ? (DectRepairSide) split->side[list[i].b] : DECT_REPAIR_SIDE_NONE;

      if (!list[i].usable || !isfinite (list[i].margin_db)
          || is_broken_link (split, run->target.kind, &list[i]))
        continue;
      if (list[i].b >= n_rfps && a == DECT_REPAIR_SIDE_LOST)
        lost_db = fmax (lost_db, list[i].margin_db);
      else if (list[i].b >= n_rfps && a == DECT_REPAIR_SIDE_KEPT)
        kept_db = fmax (kept_db, list[i].margin_db);
      else if ((a == DECT_REPAIR_SIDE_LOST && b == DECT_REPAIR_SIDE_KEPT)
               || (a == DECT_REPAIR_SIDE_KEPT && b == DECT_REPAIR_SIDE_LOST))
        direct_db = fmax (direct_db, list[i].margin_db);
    }
  best_db = fmax (direct_db, fmin (lost_db, kept_db));
  return isfinite (best_db) ? best_db : (double) NAN;
}

/* --- Coverage --------------------------------------------------------------------------------- */

const DectPlaces *
dect_repair_places (DectRepairRun *run, guint32 floor)
{
  DectPlaces *places = g_hash_table_lookup (run->places, GUINT_TO_POINTER (floor));

  if (places == NULL)
    {
      places = dect_places_new (run->snapshot, (guint) dect_snapshot_index (run->snapshot, floor));
      g_hash_table_insert (run->places, GUINT_TO_POINTER (floor), places);
    }
  return places;
}

static DectCoverage *
cover (DectRepairRun *run, DectSnapshot *snapshot, guint32 floor, DectCoverage *previous)
{
  const DectRectangle *bounds = &dect_repair_places (run, floor)->bounds;
  DectArea area = { bounds->x1, bounds->y1, bounds->x2, bounds->y2 };
  double cell_m;

  if (!(bounds->x2 > bounds->x1 && bounds->y2 > bounds->y1))
    return NULL;
  cell_m = fmax (SHARE_MIN_CELL_M,
                 sqrt ((bounds->x2 - bounds->x1) * (bounds->y2 - bounds->y1) / SHARE_CELLS));
  return dect_coverage_new_area (snapshot, floor, fmin (cell_m, DECT_COVERAGE_MAX_CELL_M), &area,
                                 previous, run->cancellable, NULL);
}

static double
share_of (DectRepairRun *run, DectCoverage *coverage)
{
  const DectPlaces *places = dect_repair_places (run, dect_coverage_get_floor (coverage));
  const DectArea *area = dect_coverage_get_area (coverage);
  const float *best = dect_coverage_get_best (coverage);
  double limit_dbm = dect_limit_of_site (dect_snapshot_get_info (run->snapshot), "design");
  double cell_m = dect_coverage_get_cell (coverage);
  guint columns = dect_coverage_get_n_columns (coverage);
  guint n_inside = 0;
  guint n_good = 0;

  for (guint row = 0; row < dect_coverage_get_n_rows (coverage); row++)
    for (guint column = 0; column < columns; column++)
      {
        if (!dect_places_is_inside (places, area->x1_m + (column + 0.5) * cell_m,
                                    area->y1_m + (row + 0.5) * cell_m))
          continue;
        n_inside++;
        n_good += (double) best[(gsize) row * columns + column] >= limit_dbm;
      }
  return n_inside > 0 ? (double) n_good / n_inside : (double) NAN;
}

/* Of the floor of the first record, before and after; NAN where nothing moves. */
static void
compare_shares (DectRepairRun *run, DectRepair *repair, DectSnapshot *after)
{
  guint32 floor = repair->records[0]->floor;
  DectCoverage *before_coverage;
  g_autoptr (DectCoverage) after_coverage = NULL;

  if (repair->kind != DECT_REPAIR_MOVE && repair->kind != DECT_REPAIR_ADD)
    return;
  before_coverage = g_hash_table_lookup (run->coverages, GUINT_TO_POINTER (floor));
  if (before_coverage == NULL)
    {
      before_coverage = cover (run, run->snapshot, floor, NULL);
      if (before_coverage == NULL)
        return;
      g_hash_table_insert (run->coverages, GUINT_TO_POINTER (floor), before_coverage);
    }
  after_coverage = cover (run, after, floor, before_coverage);
  if (after_coverage == NULL)
    return;
  repair->figures[0].share = share_of (run, before_coverage);
  repair->figures[1].share = share_of (run, after_coverage);
}

/* --- Comparison ------------------------------------------------------------------------------- */

static guint32
id_of (DectSnapshot *snapshot, guint rfp)
{
  return dect_snapshot_rfp (snapshot, rfp)->head.id;
}

/* Whether each cut RFP there is was one before, and loses no more than it did. */
static gboolean
cuts_are_no_worse (const DectRepairRun *run, const Result *after)
{
  guint n_before, n_after;
  const DectChainCut *before = dect_chain_get_cuts (run->chain, &n_before);
  const DectChainCut *now = dect_chain_get_cuts (after->chain, &n_after);

  for (guint i = 0; i < n_after; i++)
    {
      gboolean known = FALSE;

      for (guint k = 0; k < n_before; k++)
        known |= id_of (run->snapshot, before[k].rfp) == id_of (after->snapshot, now[i].rfp)
                 && now[i].n_lost <= before[k].n_lost;
      if (!known)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_no_worse (const DectRepairRun *run, const DectRepair *repair, const Result *after)
{
  const DectRepairFigures *then = &repair->figures[0];
  const DectRepairFigures *now = &repair->figures[1];

  if (now->share < then->share - DECT_REPAIR_SHARE_LOSS)
    return FALSE;
  /* Who is reached, if weakly or by one way only, is better off than who is not. */
  if (run->target.kind == DECT_REPAIR_TARGET_GROUP)
    return now->n_lost <= then->n_lost && now->n_groups < then->n_groups
           && now->n_lost + now->n_weak <= then->n_lost + then->n_weak;
  return now->n_lost <= then->n_lost && now->n_weak <= then->n_weak
         && now->n_single_links <= then->n_single_links && now->worst_lost <= then->worst_lost
         && cuts_are_no_worse (run, after);
}

/* How many RFPs the target still cuts off. */
static guint
count_left (DectSnapshot *snapshot,
            DectLinks *links,
            DectChain *chain,
            const DectRepairTarget *target)
{
  g_autoptr (GPtrArray) splits = dect_repair_split (snapshot, links, chain, target);
  guint n = 0;

  for (guint i = 0; i < splits->len; i++)
    {
      const DectRepairSplit *split = g_ptr_array_index (splits, i);

      n += split->is_step ? 0 : split->n_lost;
    }
  return n;
}

static int
compare_links (const void *a, const void *b)
{
  const DectRepairLink *x = a;
  const DectRepairLink *y = b;

  if (x->margin_db != y->margin_db)
    return x->margin_db > y->margin_db ? -1 : 1;
  return (x->to > y->to) - (x->to < y->to);
}

static void
collect_links (const DectRepairRun *run, DectRepair *repair, const Result *after)
{
  guint n_rfps = dect_snapshot_count (run->snapshot, DECT_KIND_RFP);
  guint n_links;
  const DectRadioLink *list = dect_links_list (after->links, &n_links);

  for (guint i = 0; i < n_links; i++)
    {
      const DectRadioLink *was = NULL;
      DectRepairLink link = { 0, 0, list[i].margin_db };
      gboolean flip = FALSE;

      if (list[i].b < n_rfps)
        was = dect_links_find (run->links, list[i].a, list[i].b);
      if (!list[i].usable || (was != NULL && was->usable))
        continue;
      /* From what changed to what was there. */
      for (guint k = 0; k < repair->n_records; k++)
        flip |= repair->records[k]->head.id == id_of (after->snapshot, list[i].b);
      flip |= list[i].b >= n_rfps;
      link.from = id_of (after->snapshot, flip ? list[i].b : list[i].a);
      link.to = id_of (after->snapshot, flip ? list[i].a : list[i].b);
      if (list[i].b >= n_rfps)
        link.from = 0;
      g_array_append_val (repair->links, link);
    }
  g_array_sort (repair->links, compare_links);
}

/* --- Public ----------------------------------------------------------------------------------- */

gboolean
dect_repair_prove (DectRepairRun *run, const DectRepairSplit *split, DectRepair *repair)
{
  g_autoptr (DectRepair) own = repair;
  g_auto (Result) after = { .snapshot = dect_repair_dup_snapshot (repair, run->snapshot) };
  guint n_rfps = dect_snapshot_count (run->snapshot, DECT_KIND_RFP);
  guint left;

  after.links = dect_links_new (after.snapshot, run->cancellable, NULL);
  if (after.links == NULL)
    return FALSE;
  after.chain = dect_chain_new (after.snapshot, after.links);

  count_figures (run->snapshot, run->chain, &own->figures[0]);
  count_figures (after.snapshot, after.chain, &own->figures[1]);
  own->figures[0].margin_db = find_margin (run, split, run->links, n_rfps);
  own->figures[1].margin_db = find_margin (run, split, after.links, n_rfps);
  own->figures[0].share = own->figures[1].share = NAN;
  left = count_left (after.snapshot, after.links, after.chain, &run->target);
  if ((left >= count_left (run->snapshot, run->links, run->chain, &run->target) && !split->is_step)
      || !is_no_worse (run, own, &after))
    return FALSE;
  compare_shares (run, own, after.snapshot);
  if (!is_no_worse (run, own, &after) || g_cancellable_is_cancelled (run->cancellable))
    return FALSE;

  own->is_cure
      = left == 0
        && (own->kind == DECT_REPAIR_CLUSTER || own->figures[1].margin_db >= run->wanted_db);
  collect_links (run, own, &after);
  dect_repair_say (run, split, own, left);
  g_ptr_array_add (run->found, g_steal_pointer (&own));
  return TRUE;
}
