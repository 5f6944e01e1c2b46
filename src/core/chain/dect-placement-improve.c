/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Local search: move, drop, and drop with the neighbours moving in. Never to a worse plan. */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-placement-private.h"

#include "model/dect-i18n.h"

#include <math.h>
#include <stdlib.h>

/* Moves tried for each base station and round, and while a hole is being closed. */
#define MOVES 16
#define HOLE_MOVES 80
#define HOLE_NEIGHBOURS 6

/* Parts that are torn down and built anew in each round. */
#define REBUILDS 20

typedef struct
{
  DectPlacing *problem;
  DectDraft *plan;
  DectDraftScore score;
  guint64 state; /* of the generator */
} Search;

double
dect_draft_draw (guint64 *state)
{
  guint64 z = *state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  z ^= z >> 31;
  return (double) (z >> 11) * 0x1p-53;
}

static guint
draw_below (Search *self, guint n)
{
  return (guint) (dect_draft_draw (&self->state) * n);
}

static gboolean
is_movable (const Search *self, guint node)
{
  return node >= self->problem->n_rfps || self->problem->is_movable[node];
}

/* --- Moving ----------------------------------------------------------------------------------- */

/* A candidate of the same floor within reach, any of them; DECT_PLACEMENT_NONE when there is none.
 */
static guint
draw_candidate (Search *self, guint node, double reach_m)
{
  const DectSpot *own = &self->problem->spots[self->plan->spot[node]];
  guint n = 0;
  guint wanted = 0;

  for (guint pass = 0; pass < 2; pass++)
    {
      guint seen = 0;

      for (guint i = self->problem->n_rfps; i < self->problem->n_spots; i++)
        {
          const DectSpot *spot = &self->problem->spots[i];

          if (spot->floor != own->floor || i == self->plan->spot[node]
              || !dect_placing_is_near (spot->point, own->point, reach_m))
            continue;
          if (pass == 1 && seen == wanted)
            return i;
          seen++;
        }
      n = seen;
      if (n == 0)
        return DECT_PLACEMENT_NONE;
      if (pass == 0)
        wanted = draw_below (self, n);
    }
  return DECT_PLACEMENT_NONE;
}

/* Takes the move when it makes nothing worse. */
static gboolean
try_move (Search *self, guint node, guint candidate)
{
  guint before = self->plan->spot[node];
  DectDraftScore score;

  if (candidate == DECT_PLACEMENT_NONE
      || !dect_draft_is_free (self->problem, self->plan, candidate, node))
    return FALSE;
  self->plan->spot[node] = candidate;
  dect_draft_score (self->problem, self->plan, &score);
  if (dect_draft_score_compare (&score, &self->score) <= 0)
    {
      self->score = score;
      return TRUE;
    }
  self->plan->spot[node] = before;
  return FALSE;
}

static GArray *
list_movable (const Search *self)
{
  GArray *nodes = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->plan->n; i++)
    {
      if (is_movable (self, i))
        g_array_append_val (nodes, i);
    }
  return nodes;
}

static void
move_around (Search *self, double reach_m)
{
  g_autoptr (GArray) nodes = list_movable (self);

  for (guint i = 0; i < MOVES * nodes->len; i++)
    {
      guint node = g_array_index (nodes, guint, draw_below (self, nodes->len));

      if (dect_placing_is_cancelled (self->problem))
        return;
      try_move (self, node, draw_candidate (self, node, reach_m));
    }
}

/* --- Dropping --------------------------------------------------------------------------------- */

/* A base station and the cells that only it covers. */
typedef struct
{
  guint node;
  guint spot;
  guint n_sole;
} Sole;

static int
compare_soles (const void *a, const void *b)
{
  const Sole *x = a;
  const Sole *y = b;

  if (x->n_sole != y->n_sole)
    return x->n_sole < y->n_sole ? -1 : 1;
  return (x->spot > y->spot) - (x->spot < y->spot);
}

/* New base stations, who is needed least first. */
static GArray *
list_soles (const Search *self)
{
  const DectPlacing *problem = self->problem;
  GArray *soles = g_array_new (FALSE, FALSE, sizeof (Sole));
  g_autofree guint64 *once = g_new0 (guint64, problem->words);
  g_autofree guint64 *twice = g_new0 (guint64, problem->words);

  for (guint i = 0; i < self->plan->n; i++)
    {
      const guint64 *row = dect_placing_row (problem, self->plan->spot[i]);

      for (guint w = 0; w < problem->words; w++)
        {
          twice[w] |= once[w] & row[w];
          once[w] |= row[w];
        }
    }
  for (guint i = problem->n_rfps; i < self->plan->n; i++)
    {
      const guint64 *row = dect_placing_row (problem, self->plan->spot[i]);
      Sole sole = { i, self->plan->spot[i], 0 };

      for (guint w = 0; w < problem->words; w++)
        sole.n_sole += dect_placing_count (row[w] & ~twice[w]);
      g_array_append_val (soles, sole);
    }
  g_array_sort (soles, compare_soles);
  return soles;
}

static guint
find_node (const DectDraft *plan, guint first, guint spot)
{
  for (guint i = first; i < plan->n; i++)
    {
      if (plan->spot[i] == spot)
        return i;
    }
  return DECT_PLACEMENT_NONE;
}

/* The movable ones nearest to where somebody left. Returns how many there are. */
static guint
find_neighbours (const Search *self, const DectSpot *hole, guint *nodes)
{
  double distances_m[HOLE_NEIGHBOURS];
  guint n = 0;

  for (guint i = 0; i < self->plan->n; i++)
    {
      const DectScenePoint *at = &self->problem->spots[self->plan->spot[i]].radio.at;
      double distance_m = hypot (hypot (at->x - hole->radio.at.x, at->y - hole->radio.at.y),
                                 at->z - hole->radio.at.z);
      guint place = n;

      if (!is_movable (self, i))
        continue;
      while (place > 0 && distance_m < distances_m[place - 1])
        place--;
      if (place == HOLE_NEIGHBOURS)
        continue;
      for (guint k = MIN (n, HOLE_NEIGHBOURS - 1); k > place; k--)
        {
          distances_m[k] = distances_m[k - 1];
          nodes[k] = nodes[k - 1];
        }
      distances_m[place] = distance_m;
      nodes[place] = i;
      n = MIN (n + 1, HOLE_NEIGHBOURS);
    }
  return n;
}

/* Without one base station; with its neighbours moving, if that is needed. */
static void
try_drop (Search *self, guint spot, gboolean with_moves)
{
  guint node = find_node (self->plan, self->problem->n_rfps, spot);
  guint neighbours[HOLE_NEIGHBOURS];
  DectDraftScore before = self->score;
  DectDraft *kept;
  guint n;

  if (node == DECT_PLACEMENT_NONE)
    return;
  kept = dect_draft_copy (self->plan);
  dect_draft_remove (self->plan, node);
  dect_draft_score (self->problem, self->plan, &self->score);
  n = find_neighbours (self, &self->problem->spots[spot], neighbours);
  for (guint i = 0; with_moves && n > 0 && i < HOLE_MOVES; i++)
    {
      guint neighbour = neighbours[draw_below (self, n)];
      double reach_m = self->problem->spacing_m * (i < HOLE_MOVES / 2 ? 5.0 : 2.0);

      if (dect_draft_score_compare (&self->score, &before) < 0
          || dect_placing_is_cancelled (self->problem))
        break;
      try_move (self, neighbour, draw_candidate (self, neighbour, reach_m));
    }
  if (dect_draft_score_compare (&self->score, &before) < 0)
    {
      dect_draft_free (kept);
      return;
    }
  dect_draft_free (self->plan);
  self->plan = kept;
  self->score = before;
}

static void
drop_some (Search *self, gboolean with_moves)
{
  g_autoptr (GArray) soles = list_soles (self);

  for (guint i = 0; i < soles->len; i++)
    {
      if (dect_placing_is_cancelled (self->problem))
        return;
      try_drop (self, g_array_index (soles, Sole, i).spot, with_moves);
    }
}

/* --- Rebuilding ------------------------------------------------------------------------------- */

/* Tears down a few that hang near each other and builds anew, not always with the best place. */
static void
rebuild (Search *self)
{
  guint n_new = self->plan->n - self->problem->n_rfps;
  DectDraftScore score;
  DectDraft *kept;
  guint spot;

  if (n_new == 0)
    return;
  kept = dect_draft_copy (self->plan);
  spot = self->plan->spot[self->problem->n_rfps + draw_below (self, n_new)];
  for (guint n = 2 + draw_below (self, 3); n > 0; n--)
    {
      guint neighbours[HOLE_NEIGHBOURS];
      guint n_neighbours = find_neighbours (self, &self->problem->spots[spot], neighbours);
      guint i = 0;

      while (i < n_neighbours && neighbours[i] < self->problem->n_rfps)
        i++;
      if (i < n_neighbours)
        dect_draft_remove (self->plan, neighbours[i]);
    }
  dect_draft_build (self->problem, self->plan, &self->state);
  dect_draft_score (self->problem, self->plan, &score);
  if (dect_draft_score_compare (&score, &self->score) <= 0)
    {
      self->score = score;
      dect_draft_free (kept);
      return;
    }
  dect_draft_free (self->plan);
  self->plan = kept;
}

static void
rebuild_some (Search *self)
{
  for (guint i = 0; i < REBUILDS; i++)
    {
      if (dect_placing_is_cancelled (self->problem))
        return;
      rebuild (self);
    }
}

/* --- Public ----------------------------------------------------------------------------------- */

void
dect_draft_improve (DectPlacing *problem, DectDraft *plan, guint64 seed, guint rounds)
{
  Search self = { .problem = problem, .plan = dect_draft_copy (plan), .state = seed };
  DectDraft swap;

  dect_draft_score (problem, self.plan, &self.score);
  drop_some (&self, FALSE);
  for (guint round = 0; round < rounds && !dect_placing_is_cancelled (problem); round++)
    {
      dect_placing_report (problem, _("Improving the plan"), (double) round / rounds);
      move_around (&self, problem->spacing_m * (round % 2 == 0 ? 5.0 : 2.0));
      drop_some (&self, TRUE);
      rebuild_some (&self);
    }
  swap = *plan;
  *plan = *self.plan;
  *self.plan = swap;
  dect_draft_free (self.plan);
}
