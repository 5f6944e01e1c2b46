/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-map-private.h"

#include <math.h>

/* An opening belongs to the wall it was drawn on, give or take what a hand on a plan is off. */
#define OPENING_REACH_M 0.3

/* More than this many thin lines from each base station would only blacken the page. */
#define OTHER_LINES 2

typedef struct
{
  double from;
  double to;
  gboolean window;
} Interval;

static int
compare_intervals (gconstpointer a, gconstpointer b)
{
  double difference = ((const Interval *) a)->from - ((const Interval *) b)->from;

  return difference < 0 ? -1 : difference > 0;
}

/* Where on the wall a point lies (0 start, 1 end), and how far beside it in metres. */
static double
project (const DectWall *wall, double x, double y, double *beside_m)
{
  double dx = wall->x2_m - wall->x1_m, dy = wall->y2_m - wall->y1_m;
  double length = hypot (dx, dy);

  *beside_m = fabs ((x - wall->x1_m) * dy - (y - wall->y1_m) * dx) / length;
  return ((x - wall->x1_m) * dx + (y - wall->y1_m) * dy) / (length * length);
}

static gboolean
is_in_walls (const DectOpening *opening)
{
  return opening->kind == DECT_OPENING_DOOR || opening->kind == DECT_OPENING_WINDOW
         || opening->kind == DECT_OPENING_GAP;
}

static GArray *
collect_intervals (DectSnapshot *snapshot, const DectWall *wall)
{
  GArray *intervals = g_array_new (FALSE, FALSE, sizeof (Interval));
  guint n_openings = dect_snapshot_count (snapshot, DECT_KIND_OPENING);

  for (guint i = 0; i < n_openings; i++)
    {
      const DectOpening *opening = dect_snapshot_opening (snapshot, i);
      double a, b, beside_a, beside_b;
      Interval interval;

      if (opening->floor != wall->floor || !is_in_walls (opening))
        continue;
      a = project (wall, opening->x1_m, opening->y1_m, &beside_a);
      b = project (wall, opening->x2_m, opening->y2_m, &beside_b);
      interval = (Interval){ fmax (0, fmin (a, b)), fmin (1, fmax (a, b)),
                             opening->kind == DECT_OPENING_WINDOW };
      if (beside_a <= OPENING_REACH_M && beside_b <= OPENING_REACH_M && interval.from < interval.to)
        g_array_append_val (intervals, interval);
    }

  g_array_sort (intervals, compare_intervals);
  return intervals;
}

static void
add_piece (GArray *pieces, const DectWall *wall, double from, double to, gboolean window)
{
  double dx = wall->x2_m - wall->x1_m, dy = wall->y2_m - wall->y1_m;
  DectMapPiece piece = { { wall->x1_m + from * dx, wall->y1_m + from * dy },
                         { wall->x1_m + to * dx, wall->y1_m + to * dy },
                         window };

  if (to > from)
    g_array_append_val (pieces, piece);
}

static void
add_wall (GArray *pieces, DectSnapshot *snapshot, const DectWall *wall)
{
  g_autoptr (GArray) intervals = collect_intervals (snapshot, wall);
  double done = 0;

  for (guint i = 0; i < intervals->len; i++)
    {
      const Interval *interval = &g_array_index (intervals, Interval, i);

      add_piece (pieces, wall, done, interval->from, FALSE);
      if (interval->window)
        add_piece (pieces, wall, fmax (done, interval->from), interval->to, TRUE);
      done = fmax (done, interval->to);
    }
  add_piece (pieces, wall, done, 1, FALSE);
}

GArray *
dect_map_collect_walls (DectSnapshot *snapshot, const DectFloor *floor)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (DectMapPiece));
  guint n_walls = dect_snapshot_count (snapshot, DECT_KIND_WALL);

  for (guint i = 0; i < n_walls; i++)
    {
      const DectWall *wall = dect_snapshot_wall (snapshot, i);
      double length_m = hypot (wall->x2_m - wall->x1_m, wall->y2_m - wall->y1_m);

      if (wall->floor == floor->head.id && isfinite (length_m) && length_m > 0)
        add_wall (pieces, snapshot, wall);
    }

  return pieces;
}

GArray *
dect_map_collect_remarks (DectSnapshot *snapshot, const DectFloor *floor)
{
  GArray *remarks = g_array_new (FALSE, FALSE, sizeof (DectMapRemark));
  guint n_remarks = dect_snapshot_count (snapshot, DECT_KIND_REMARK);

  for (guint i = 0; i < n_remarks; i++)
    {
      const DectRemark *remark = dect_snapshot_remark (snapshot, i);
      DectMapRemark found = { { remark->x_m, remark->y_m }, remark->text };

      if (remark->floor == floor->head.id && remark->text != NULL && isfinite (remark->x_m)
          && isfinite (remark->y_m))
        g_array_append_val (remarks, found);
    }

  return remarks;
}

static guint64
pair_key (guint a, guint b)
{
  return (guint64) MIN (a, b) << 32 | MAX (a, b);
}

static GHashTable *
collect_single (DectChain *chain)
{
  GHashTable *pairs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  const DectChainSingleLink *links;
  guint n_links = 0;

  links = chain != NULL ? dect_chain_get_single_links (chain, &n_links) : NULL;
  for (guint i = 0; i < n_links; i++)
    {
      guint64 key = pair_key (links[i].from, links[i].to);

      g_hash_table_add (pairs, g_memdup2 (&key, sizeof key));
    }

  return pairs;
}

static DectMapLineKind
line_kind (const DectRadioLink *link, DectChain *chain, GHashTable *single)
{
  guint64 key = pair_key (link->a, link->b);

  if (chain == NULL)
    return DECT_MAP_LINE_OTHER;
  if (g_hash_table_contains (single, &key))
    return DECT_MAP_LINE_SINGLE;
  if (dect_chain_get_node (chain, link->a)->parent == (gint) link->b
      || dect_chain_get_node (chain, link->b)->parent == (gint) link->a)
    return DECT_MAP_LINE_TREE;
  return DECT_MAP_LINE_OTHER;
}

static double
sort_level (const DectMapLine *line)
{
  return isfinite (line->level_dbm) ? line->level_dbm : -1000;
}

/* Thin ones first, so that the others lie on top; among them the strong ones first. */
static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const DectMapLine *x = a, *y = b;
  double difference = sort_level (y) - sort_level (x);

  if (x->kind != y->kind)
    return (int) x->kind - (int) y->kind;
  if (difference != 0)
    return difference < 0 ? -1 : 1;
  return x->a != y->a ? (int) x->a - (int) y->a : (int) x->b - (int) y->b;
}

static GArray *
thin_out (GArray *lines, guint n_marks)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (DectMapLine));
  g_autofree guint *counts = g_new0 (guint, n_marks + 1);

  for (guint i = 0; i < lines->len; i++)
    {
      DectMapLine *line = &g_array_index (lines, DectMapLine, i);

      if (line->kind == DECT_MAP_LINE_OTHER && counts[line->a] >= OTHER_LINES
          && counts[line->b] >= OTHER_LINES)
        continue;
      if (line->kind == DECT_MAP_LINE_OTHER)
        {
          counts[line->a]++;
          counts[line->b]++;
        }
      g_array_append_val (kept, *line);
    }

  g_array_unref (lines);
  return kept;
}

GArray *
dect_map_collect_lines (const DectSheetSite *site, const int *marks)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (DectMapLine));
  g_autoptr (GHashTable) single = collect_single (site->chain);
  const DectRadioLink *links;
  guint n_links = 0, n_marks = 0;

  links = site->links != NULL ? dect_links_list (site->links, &n_links) : NULL;
  for (guint i = 0; i < n_links; i++)
    {
      const DectRadioLink *link = &links[i];
      DectMapLine line;

      if (!link->usable || marks[link->a] < 0 || marks[link->b] < 0)
        continue;
      line = (DectMapLine){ (guint) marks[link->a], (guint) marks[link->b],
                            line_kind (link, site->chain, single),
                            fmin (link->level_ab_dbm, link->level_ba_dbm) };
      n_marks = MAX (n_marks, MAX (line.a, line.b) + 1);
      g_array_append_val (lines, line);
    }

  g_array_sort (lines, compare_lines);
  return thin_out (lines, n_marks);
}
