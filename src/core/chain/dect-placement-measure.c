/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A site in figures, as it is or as it would be: by its own links, chain and coverage. */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-placement-private.h"

#include "radio/dect-coverage.h"

#include <math.h>

/* Shares are confirmed on cells of half the size, down to this. */
#define FINE_CELL_M 0.5

static void
count_cell (DectCoverage *coverage, gsize cell, double target_dbm, guint *n_good, guint *n_lost)
{
  gint server = dect_coverage_get_server (coverage)[cell];

  if (!((double) dect_coverage_get_best (coverage)[cell] >= target_dbm))
    return;
  (*n_good)++;
  if (server >= 0 && !((double) dect_coverage_get_second (coverage)[cell] >= target_dbm))
    n_lost[server]++;
}

static gboolean
measure_area (const DectPlacing *problem,
              DectSnapshot *snapshot,
              double target_dbm,
              DectPlacementFigures *figures)
{
  double cell_m = fmax (FINE_CELL_M, 0.5 * problem->cell_m);
  guint n_rfps = dect_snapshot_count (snapshot, DECT_KIND_RFP);
  g_autofree guint *n_lost = g_new0 (guint, MAX (1, n_rfps));
  guint n = 0;
  guint n_good = 0;
  guint worst = 0;

  for (guint f = 0; f < problem->n_floors; f++)
    {
      const DectPlacingFloor *floor = &problem->floors[f];
      DectArea area = { floor->area.x1, floor->area.y1, floor->area.x2, floor->area.y2 };
      g_autoptr (DectCoverage) coverage = NULL;
      guint columns;

      if (floor->n_cells == 0)
        continue;
      coverage = dect_coverage_new_area (snapshot, floor->id, cell_m, &area, NULL,
                                         problem->cancellable, NULL);
      if (coverage == NULL)
        return FALSE;
      columns = dect_coverage_get_n_columns (coverage);
      for (guint row = 0; row < dect_coverage_get_n_rows (coverage); row++)
        for (guint column = 0; column < columns; column++)
          {
            if (!dect_placing_counts (problem, floor, cell_m, area.x1_m + (column + 0.5) * cell_m,
                                      area.y1_m + (row + 0.5) * cell_m))
              continue;
            n++;
            count_cell (coverage, (gsize) row * columns + column, target_dbm, &n_good, n_lost);
          }
    }
  for (guint i = 0; i < n_rfps; i++)
    worst = MAX (worst, n_lost[i]);
  figures->area_m2 = n * cell_m * cell_m;
  figures->share = n > 0 ? (double) n_good / n : 0.0;
  figures->worst_share = n > 0 ? (double) (n_good - worst) / n : 0.0;
  return TRUE;
}

static gboolean
is_on_floors (const DectPlacing *problem, DectSnapshot *snapshot, guint rfp)
{
  const DectRfp *record = dect_snapshot_rfp (snapshot, rfp);

  for (guint f = 0; f < problem->n_floors; f++)
    {
      if (record->floor == problem->floors[f].id && record->dect_on != FALSE
          && dect_rfp_is_placed (record))
        return TRUE;
    }
  return FALSE;
}

static guint
count_on_floors (const DectPlacing *problem,
                 DectSnapshot *snapshot,
                 const guint *rfps,
                 guint n_rfps)
{
  guint n = 0;

  for (guint i = 0; i < n_rfps; i++)
    n += is_on_floors (problem, snapshot, rfps[i]);
  return n;
}

static void
measure_weakness (const DectPlacing *problem,
                  DectSnapshot *snapshot,
                  DectChain *chain,
                  DectPlacementFigures *figures)
{
  guint n_components, n_cuts, n_singles;
  const DectChainComponent *components = dect_chain_get_components (chain, &n_components);

  dect_chain_get_cuts (chain, &n_cuts);
  dect_chain_get_single_links (chain, &n_singles);
  for (guint i = 0; i < n_components; i++)
    figures->n_groups
        += count_on_floors (problem, snapshot, components[i].rfps, components[i].n_rfps) > 0;
  for (guint i = 0; i < n_cuts; i++)
    {
      guint n_lost;
      g_autofree guint *lost = dect_chain_dup_cut_lost (chain, i, &n_lost);
      guint n = count_on_floors (problem, snapshot, lost, n_lost);

      figures->n_cuts += n > 0;
      figures->worst_lost = MAX (figures->worst_lost, n);
    }
  for (guint i = 0; i < n_singles; i++)
    {
      guint n_lost;
      g_autofree guint *lost = dect_chain_dup_single_link_lost (chain, i, &n_lost);

      figures->n_single_links += count_on_floors (problem, snapshot, lost, n_lost) > 0;
    }
}

static void
measure_links (const DectPlacing *problem,
               DectSnapshot *snapshot,
               DectLinks *links,
               DectPlacementFigures *figures)
{
  guint n_rfps = dect_snapshot_count (snapshot, DECT_KIND_RFP);
  g_autofree guint *n_strong = g_new0 (guint, MAX (1, n_rfps));
  guint n_links;
  const DectRadioLink *list = dect_links_list (links, &n_links);

  for (guint i = 0; i < n_links; i++)
    {
      if (!list[i].usable || !(list[i].margin_db >= problem->link_db))
        continue;
      n_strong[list[i].a]++;
      n_strong[list[i].b]++;
    }
  for (guint i = 0; i < n_rfps; i++)
    {
      if (!is_on_floors (problem, snapshot, i))
        continue;
      figures->n_rfps++;
      figures->n_thin += n_strong[i] < problem->settings->n_paths;
    }
}

gboolean
dect_placing_measure (const DectPlacing *problem,
                      DectSnapshot *snapshot,
                      double target_dbm,
                      DectPlacementFigures *figures)
{
  g_autoptr (DectLinks) links = dect_links_new (snapshot, problem->cancellable, NULL);
  g_autoptr (DectChain) chain = NULL;

  *figures = (DectPlacementFigures){ 0 };
  if (links == NULL)
    return FALSE;
  chain = dect_chain_new (snapshot, links);
  measure_weakness (problem, snapshot, chain, figures);
  measure_links (problem, snapshot, links, figures);
  /* Who is alone in the chain needs nobody. */
  if (dect_chain_get_n_members (chain) == 1)
    figures->n_thin = 0;
  return measure_area (problem, snapshot, target_dbm, figures);
}
