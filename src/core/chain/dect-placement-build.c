/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* One base station after the other: area, then second ways, then traffic. */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-placement-private.h"

#include "model/dect-i18n.h"

#include <math.h>
#include <string.h>

/* A place with two ways to the rest is taken before one with more area, if not much more. */
#define SECOND_WAY_WORTH 0.7

/* Places that are looked at on the way to a place out of reach, and such places that are given up.
 */
#define MAX_EXPANDED 150
#define MAX_GIVEN_UP 8

/* How much less a place may seem worth when a plan is built by chance. */
#define NOISE 0.4

typedef struct
{
  DectPlacing *problem;
  DectDraft *plan;
  guint64 *covered;
  guint16 *n_linked;    /* by spot: base stations that are reached and that it hears */
  gboolean *is_reached; /* by spot: it is in the plan, and in the group that grows */
  gboolean *is_given_up;
  guint n_given_up;
  guint *most;    /* by spot: no more cells than it covers that were not; it never grows */
  guint64 *noise; /* state of a generator; NULL: always the best */
} Build;

static gboolean
is_full (const Build *self)
{
  return self->plan->n - self->problem->n_rfps >= self->problem->settings->max_new;
}

static gboolean
must_link (const Build *self)
{
  return self->problem->settings->n_paths > 0;
}

/* --- What is reached -------------------------------------------------------------------------- */

static void
link_spot (Build *self, guint spot)
{
  DectPlacing *problem = self->problem;

  if (self->is_reached[spot])
    return;
  self->is_reached[spot] = TRUE;
  for (guint i = 0; i < problem->n_spots; i++)
    {
      if (i != spot && dect_placing_margin (problem, spot, i) >= problem->link_db)
        self->n_linked[i]++;
    }
}

static void
link_group (Build *self, const DectDraftGraph *graph, guint node)
{
  for (guint k = 0; k < self->plan->n; k++)
    {
      if (graph->component[k] == graph->component[node])
        link_spot (self, self->plan->spot[k]);
    }
}

/* Whoever hangs in the group of its cluster's root; where nobody was, in that of the first one
 * placed. What had to begin anew can be reached from nowhere and counts as it is. */
static void
find_reached (Build *self)
{
  DectPlacing *problem = self->problem;
  g_auto (DectDraftGraph) graph = { 0 };
  guint n_components;
  const DectChainComponent *components = dect_chain_get_components (problem->chain, &n_components);
  gboolean any = FALSE;

  dect_draft_graph_init (&graph, problem, self->plan);
  for (guint i = 0; i < n_components; i++)
    {
      if (components[i].root < 0)
        continue;
      any = TRUE;
      link_group (self, &graph, (guint) components[i].root);
    }
  if (!any && self->plan->n > problem->n_rfps)
    link_group (self, &graph, problem->n_rfps);
  for (guint k = problem->n_rfps; problem->n_groups_allowed > 0 && k < self->plan->n; k++)
    link_spot (self, self->plan->spot[k]);
}

static void
take (Build *self, guint spot)
{
  const guint64 *row = dect_placing_row (self->problem, spot);

  dect_draft_add (self->plan, spot);
  for (guint w = 0; w < self->problem->words; w++)
    self->covered[w] |= row[w];
  if (must_link (self))
    link_spot (self, spot);
}

static guint
gain_of (const Build *self, guint spot)
{
  const guint64 *row = dect_placing_row (self->problem, spot);
  guint n = 0;

  for (guint w = 0; w < self->problem->words; w++)
    n += dect_placing_count (row[w] & ~self->covered[w]);
  return n;
}

static guint
count_missing (const Build *self)
{
  guint n = 0;

  for (guint w = 0; w < self->problem->words; w++)
    n += dect_placing_count (self->covered[w]);
  return self->problem->need > n ? self->problem->need - n : 0;
}

static gboolean
is_candidate (const Build *self, guint spot)
{
  return spot >= self->problem->n_rfps && !self->is_given_up[spot]
         && dect_draft_is_free (self->problem, self->plan, spot, DECT_PLACEMENT_NONE);
}

/* --- Ways to places out of reach -------------------------------------------------------------- */

/* On the plan; floors of a building lie above each other. */
static double
distance_to_reached (const Build *self, guint spot)
{
  const DectScenePoint *at = &self->problem->spots[spot].radio.at;
  double best_m = INFINITY;

  for (guint i = 0; i < self->plan->n; i++)
    {
      const DectScenePoint *other = &self->problem->spots[self->plan->spot[i]].radio.at;

      if (self->is_reached[self->plan->spot[i]] && other->floor >= 0)
        best_m
            = fmin (best_m, hypot (hypot (other->x - at->x, other->y - at->y), other->z - at->z));
    }
  return best_m;
}

/* Adds the places of the way that was found, from the one that is linked back to the target. */
static gboolean
take_way (Build *self, guint spot, const guint *parent)
{
  guint n = 0;

  for (guint at = spot; at != DECT_PLACEMENT_NONE; at = parent[at])
    n += at >= self->problem->n_rfps && !self->is_reached[at];
  if (self->plan->n - self->problem->n_rfps + n > self->problem->settings->max_new)
    return FALSE;
  for (guint at = spot; at != DECT_PLACEMENT_NONE; at = parent[at])
    {
      if (at < self->problem->n_rfps)
        continue;
      if (dect_draft_is_free (self->problem, self->plan, at, DECT_PLACEMENT_NONE))
        take (self, at);
    }
  return TRUE;
}

/* The frontier's place that is nearest to what is reached; DECT_PLACEMENT_NONE when it is empty. */
static guint
pop_nearest (GArray *frontier, const double *distance_m)
{
  guint best = DECT_PLACEMENT_NONE;
  guint spot;

  for (guint i = 0; i < frontier->len; i++)
    {
      if (best == DECT_PLACEMENT_NONE
          || distance_m[g_array_index (frontier, guint, i)]
                 < distance_m[g_array_index (frontier, guint, best)])
        best = i;
    }
  if (best == DECT_PLACEMENT_NONE)
    return best;
  spot = g_array_index (frontier, guint, best);
  g_array_remove_index (frontier, best);
  return spot;
}

/* Links a place (or a base station) out of reach by others between, as few as a search finds that
 * always goes on at the place nearest to what is reached. */
static gboolean
join (Build *self, guint target)
{
  DectPlacing *problem = self->problem;
  g_autofree guint *parent = g_new (guint, problem->n_spots);
  g_autofree gboolean *is_seen = g_new0 (gboolean, problem->n_spots);
  g_autofree double *distance_m = g_new (double, problem->n_spots);
  g_autoptr (GArray) frontier = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_expanded = 0;

  parent[target] = DECT_PLACEMENT_NONE;
  is_seen[target] = TRUE;
  distance_m[target] = 0.0;
  g_array_append_val (frontier, target);
  for (guint spot = pop_nearest (frontier, distance_m);
       spot != DECT_PLACEMENT_NONE && n_expanded < MAX_EXPANDED
       && !dect_placing_is_cancelled (problem);
       spot = pop_nearest (frontier, distance_m))
    {
      if (self->n_linked[spot] > 0)
        return take_way (self, spot, parent);
      n_expanded++;
      for (guint i = problem->n_rfps; i < problem->n_spots; i++)
        {
          if (is_seen[i] || !is_candidate (self, i)
              || !(dect_placing_margin (problem, spot, i) >= problem->link_db))
            continue;
          is_seen[i] = TRUE;
          parent[i] = spot;
          distance_m[i] = distance_to_reached (self, i);
          if (self->n_linked[i] > 0)
            distance_m[i] = -(double) gain_of (self, i) - 1.0;
          g_array_append_val (frontier, i);
        }
    }
  return FALSE;
}

/* Base stations of the planned floors that are out of reach, each group once. */
static void
join_groups (Build *self)
{
  DectPlacing *problem = self->problem;

  for (guint i = 0; i < self->plan->n && !is_full (self); i++)
    {
      const DectSpot *spot = &problem->spots[self->plan->spot[i]];

      if ((i < problem->n_rfps && !problem->is_node[i]) || spot->floor == DECT_PLACEMENT_NONE
          || self->is_reached[self->plan->spot[i]] || dect_placing_is_cancelled (problem))
        continue;
      if (join (self, self->plan->spot[i]))
        find_reached (self);
    }
}

/* --- Area ------------------------------------------------------------------------------------- */

/* The best candidate: by area, those with a second way preferred. @linked: only such as are linked;
 * else only such as are not. */
static guint
find_best (const Build *self, gboolean linked, guint *gain)
{
  guint best = DECT_PLACEMENT_NONE;
  double best_worth = 0.0;

  for (guint i = self->problem->n_rfps; i < self->problem->n_spots; i++)
    {
      guint own;
      double worth;

      if ((self->n_linked[i] > 0) != linked || self->most[i] <= best_worth
          || !is_candidate (self, i))
        continue;
      own = self->most[i] = gain_of (self, i);
      worth
          = own * (self->n_linked[i] >= self->problem->settings->n_paths ? 1.0 : SECOND_WAY_WORTH);
      if (self->noise != NULL)
        worth *= 1.0 - NOISE * dect_draft_draw (self->noise);
      if (worth <= best_worth)
        continue;
      best_worth = worth;
      best = i;
      *gain = own;
    }
  return best;
}

/* Whether nobody can be linked with what is there: then it must begin anew. */
static gboolean
may_begin (const Build *self)
{
  if (!must_link (self))
    return TRUE;
  for (guint i = self->problem->n_rfps; i < self->problem->n_spots; i++)
    {
      if (self->n_linked[i] > 0)
        return FALSE;
    }
  return TRUE;
}

/* The first of a group of its own. */
static gboolean
begin_anew (Build *self)
{
  guint gain;
  guint best = find_best (self, FALSE, &gain);
  DectDraftScore score;

  if (best == DECT_PLACEMENT_NONE)
    return FALSE;
  take (self, best);
  dect_draft_score (self->problem, self->plan, &score);
  self->problem->n_groups_allowed += score.n_groups;
  return TRUE;
}

static void
cover_area (Build *self)
{
  guint all = MAX (1, count_missing (self));

  for (guint missing = all; missing > 0 && !is_full (self); missing = count_missing (self))
    {
      guint gain = 0;
      guint best = find_best (self, must_link (self), &gain);

      if (self->noise == NULL)
        dect_placing_report (self->problem, _("Placing base stations"),
                             0.5 * (1.0 - (double) missing / all));
      if (dect_placing_is_cancelled (self->problem))
        return;
      if (best != DECT_PLACEMENT_NONE)
        {
          take (self, best);
          continue;
        }
      if (may_begin (self))
        {
          if (!begin_anew (self))
            return;
          continue;
        }
      best = find_best (self, FALSE, &gain);
      if (best == DECT_PLACEMENT_NONE || self->n_given_up >= MAX_GIVEN_UP)
        return;
      if (!join (self, best))
        {
          self->is_given_up[best] = TRUE;
          self->n_given_up++;
        }
    }
}

/* --- Second ways and traffic ------------------------------------------------------------------ */

/* Candidates that could help: all that are linked and hear somebody who lacks a link; when nobody
 * does, all that have ways enough themselves. */
static gboolean
may_help (const Build *self, const DectDraftGraph *graph, guint spot)
{
  DectPlacing *problem = self->problem;

  if ((must_link (self) && self->n_linked[spot] == 0) || !is_candidate (self, spot))
    return FALSE;
  if (graph->n_lacking == 0)
    return TRUE;
  for (guint i = 0; i < self->plan->n; i++)
    {
      const DectSpot *at = &problem->spots[self->plan->spot[i]];

      if (at->floor != DECT_PLACEMENT_NONE && graph->n_links[i] < problem->settings->n_paths
          && dect_placing_margin (problem, self->plan->spot[i], spot) >= problem->link_db)
        return TRUE;
    }
  return FALSE;
}

/* Ways come before traffic; who is added for traffic may lack ways until the next one is added. */
static gboolean
helps_more (const DectDraftScore *own, const DectDraftScore *best, gboolean for_traffic)
{
  if (for_traffic && own->overload != best->overload)
    return own->overload < best->overload;
  return dect_draft_score_compare (own, best) < 0;
}

/* The one that leaves the best plan, where that is better than @score. */
static guint
find_help (Build *self, const DectDraftScore *score)
{
  DectPlacing *problem = self->problem;
  gboolean for_traffic = score->n_weak == 0;
  g_auto (DectDraftGraph) graph = { 0 };
  DectDraftScore best = *score;
  guint found = DECT_PLACEMENT_NONE;

  dect_draft_graph_init (&graph, problem, self->plan);
  for (guint i = problem->n_rfps; i < problem->n_spots; i++)
    {
      DectDraftScore own;

      if (dect_placing_is_cancelled (problem) || !may_help (self, &graph, i))
        continue;
      dect_draft_add (self->plan, i);
      dect_draft_score (problem, self->plan, &own);
      dect_draft_remove (self->plan, self->plan->n - 1);
      if (own.n_groups > score->n_groups || (!for_traffic && own.n_weak > score->n_weak)
          || (for_traffic && own.overload >= score->overload)
          || !helps_more (&own, &best, for_traffic))
        continue;
      best = own;
      found = i;
    }
  return found;
}

static void
add_ways (Build *self)
{
  DectDraftScore score;
  guint all = 0;

  dect_draft_score (self->problem, self->plan, &score);
  all = MAX (1, score.n_weak + score.overload);
  while ((score.n_weak > 0 || score.overload > 0) && !is_full (self)
         && !dect_placing_is_cancelled (self->problem))
    {
      guint help = find_help (self, &score);

      if (self->noise == NULL)
        dect_placing_report (
            self->problem, _("Adding second ways"),
            0.5 + 0.5 * (1.0 - fmin (1.0, (double) (score.n_weak + score.overload) / all)));
      if (help == DECT_PLACEMENT_NONE)
        return;
      take (self, help);
      dect_draft_score (self->problem, self->plan, &score);
    }
}

/* --- Public ----------------------------------------------------------------------------------- */

void
dect_draft_build (DectPlacing *problem, DectDraft *plan, guint64 *noise)
{
  g_autofree guint64 *covered = g_new (guint64, problem->words);
  g_autofree guint16 *n_linked = g_new0 (guint16, MAX (1, problem->n_spots));
  g_autofree gboolean *is_reached = g_new0 (gboolean, MAX (1, problem->n_spots));
  g_autofree gboolean *is_given_up = g_new0 (gboolean, MAX (1, problem->n_spots));
  g_autofree guint *most = g_new (guint, MAX (1, problem->n_spots));
  Build self = { problem, plan, covered, n_linked, is_reached, is_given_up, 0, most, noise };

  for (guint i = 0; i < problem->n_spots; i++)
    most[i] = G_MAXUINT;
  dect_draft_covered (problem, plan, covered);
  if (must_link (&self))
    {
      find_reached (&self);
      join_groups (&self);
    }
  cover_area (&self);
  add_ways (&self);
}
