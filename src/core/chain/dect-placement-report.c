/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A plan as records and in words. */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-placement-private.h"

#include "model/dect-change.h"
#include "model/dect-i18n.h"
#include "model/dect-length.h"
#include "model/dect-sentence.h"
#include "radio/dect-erlang.h"

#include <math.h>

/* Less than this of a zone's traffic does not make a base station one that carries it. */
#define CARRIES 0.01

#define MOST_NUMBERS 4

/* --- Records ---------------------------------------------------------------------------------- */

static gboolean
is_planned (const DectPlacing *problem, const DectDraft *plan, guint node)
{
  return problem->spots[plan->spot[node]].floor != DECT_PLACEMENT_NONE
         && (node >= problem->n_rfps || problem->spots[node].radio.on);
}

static DectRfp *
new_record (const DectPlacing *problem, const DectSpot *spot, gint above)
{
  const DectPlacingFloor *floor = &problem->floors[spot->floor];
  DectRfp *rfp = dect_rfp_propose (problem->snapshot,
                                   dect_snapshot_rfp (problem->with_new, floor->template), above);

  rfp->floor = floor->id;
  rfp->x_m = spot->point.x;
  rfp->y_m = spot->point.y;
  return rfp;
}

static void
add_item (DectPlacement *self, guint node, DectPlacementAct act, DectRfp *rfp, const DectRfp *was)
{
  self->nodes[self->n_items] = node;
  self->items[self->n_items++] = (DectPlacementItem){ .act = act, .rfp = rfp };
  if (act == DECT_PLACEMENT_KEEP)
    return;
  self->records[self->n_records] = rfp;
  self->was[self->n_records++] = was != NULL ? DECT_RFP (dect_record_ref (&was->head)) : NULL;
}

/* Nodes of new ones by floor and place, so that numbers follow each other where one walks. */
static GArray *
sort_new (const DectPlacing *problem, const DectDraft *plan)
{
  GArray *nodes = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < problem->n_spots; i++)
    for (guint k = problem->n_rfps; k < plan->n; k++)
      {
        if (plan->spot[k] == i)
          g_array_append_val (nodes, k);
      }
  return nodes;
}

void
dect_placing_make_records (DectPlacing *problem, const DectDraft *plan, DectPlacement *self)
{
  g_autoptr (GArray) added = sort_new (problem, plan);
  gint above = 0;

  self->items = g_new0 (DectPlacementItem, MAX (1, plan->n));
  self->nodes = g_new0 (guint, MAX (1, plan->n));
  self->records = g_new0 (DectRfp *, MAX (1, plan->n));
  self->was = g_new0 (DectRfp *, MAX (1, plan->n));
  for (guint i = 0; i < problem->n_rfps; i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (problem->snapshot, i);
      DectRfp *moved;

      if (!is_planned (problem, plan, i))
        continue;
      if (plan->spot[i] == i)
        {
          add_item (self, i, DECT_PLACEMENT_KEEP, DECT_RFP (dect_record_ref (&rfp->head)), NULL);
          continue;
        }
      moved = dect_rfp_copy (rfp);
      moved->x_m = problem->spots[plan->spot[i]].point.x;
      moved->y_m = problem->spots[plan->spot[i]].point.y;
      add_item (self, i, DECT_PLACEMENT_MOVE, moved, rfp);
    }
  for (guint i = 0; i < added->len; i++)
    {
      guint node = g_array_index (added, guint, i);
      DectRfp *rfp = new_record (problem, &problem->spots[plan->spot[node]], above);

      above = rfp->number;
      add_item (self, node, DECT_PLACEMENT_ADD, rfp, NULL);
    }
}

/* --- Zones ------------------------------------------------------------------------------------ */

static DectPlacementZone
describe_zone (const DectPlacing *problem,
               const DectDraft *plan,
               guint z,
               const DectDraftLoad *loads)
{
  const DectPlacingZone *from = &problem->zones[z];
  DectPlacementZone zone = { from->id, from->traffic_e, 0, 0.0, 0.0 };
  double carried_e = 0.0;

  for (guint i = 0; i < plan->n; i++)
    {
      const DectSpot *spot = &problem->spots[plan->spot[i]];
      double own_e = loads[i].zone_e[z];

      if (own_e < CARRIES * from->traffic_e)
        continue;
      carried_e += own_e;
      zone.n_channels += spot->channels;
      zone.capacity_e += spot->capacity_e * own_e / loads[i].load_e;
      zone.blocking += own_e * dect_erlang_blocking (spot->channels, loads[i].load_e);
    }
  zone.blocking = carried_e > 0.0 ? zone.blocking / carried_e : 1.0;
  return zone;
}

static double
describe_zones (const DectPlacing *problem,
                const DectDraft *plan,
                DectPlacement *self,
                DectDraftLoad *loads)
{
  double above_e = dect_draft_balance (problem, plan, loads);

  self->zones = g_new (DectPlacementZone, MAX (1, problem->n_zones));
  self->n_zones = problem->n_zones;
  for (guint z = 0; z < problem->n_zones; z++)
    self->zones[z] = describe_zone (problem, plan, z, loads);
  return above_e;
}

/* --- Reasons ---------------------------------------------------------------------------------- */

/* "7, 9 and 12"; of more than five the first four and "3 more". NULL when there is none. */
static char *
list_numbers (const GArray *numbers)
{
  guint n_named = numbers->len > MOST_NUMBERS + 1 ? MOST_NUMBERS : numbers->len;
  g_autoptr (GString) text = g_string_new (NULL);

  if (numbers->len == 0)
    return NULL;
  for (guint i = 0; i < n_named; i++)
    {
      if (i > 0)
        g_string_append (text, i + 1 == numbers->len ? _(" and ") : ", ");
      g_string_append_printf (text, "%d", g_array_index (numbers, gint, i));
    }
  if (n_named < numbers->len)
    /* Translators: after a list of numbers */
    g_string_append_printf (text, ngettext (" and %u more", " and %u more", numbers->len - n_named),
                            numbers->len - n_named);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What a plan is without one of its base stations. */
typedef struct
{
  DectPlacing *problem;
  const DectDraft *plan;
  DectPlacement *placement;
  guint node;
  DectDraftScore with;
  DectDraftScore without;
  guint n_sole; /* cells */
} Reason;

/* Items hold the planned nodes in another order. */
static DectPlacementItem *
item_of (const Reason *self, guint node)
{
  for (guint i = 0; i < self->placement->n_items; i++)
    {
      if (self->placement->nodes[i] == node)
        return &self->placement->items[i];
    }
  return NULL;
}

/* Those that have too few links when this one is gone. */
static char *
list_dependent (const Reason *self)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint));
  DectPlacing *problem = self->problem;
  g_auto (DectDraftGraph) graph = { 0 };

  dect_draft_graph_init (&graph, problem, self->plan);
  for (guint i = 0; i < self->plan->n; i++)
    {
      const DectPlacementItem *item;

      if (i == self->node || graph.n_links[i] > problem->settings->n_paths
          || !(dect_placing_margin (problem, self->plan->spot[i], self->plan->spot[self->node])
               >= problem->link_db))
        continue;
      item = item_of (self, i);
      if (item != NULL)
        g_array_append_val (numbers, item->rfp->number);
    }
  return list_numbers (numbers);
}

static void
append_zones (const Reason *self, GString *text, const DectDraftLoad *load)
{
  for (guint z = 0; z < self->problem->n_zones; z++)
    {
      const DectRecord *zone
          = dect_snapshot_find (self->problem->snapshot, self->problem->zones[z].id);
      g_autofree char *title = NULL;

      if (load->zone_e[z] < CARRIES * self->problem->zones[z].traffic_e)
        continue;
      title = dect_record_title (zone);
      dect_sentence_append (text, _("Carries %.1f erlang of %s."), load->zone_e[z], title);
    }
}

static char *
give_reason (const Reason *self, const DectDraftLoad *load)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *area
      = dect_length_area_to_text (self->n_sole * self->problem->cell_m * self->problem->cell_m);

  if (self->without.n_missing > self->with.n_missing || self->n_sole > 0)
    dect_sentence_append (text, _("Covers %s that nothing else reaches."), area);
  if (self->without.n_groups > self->with.n_groups)
    dect_sentence_append (text, "%s", _("Keeps the others in one chain."));
  if (self->without.n_weak > self->with.n_weak)
    {
      g_autofree char *numbers = list_dependent (self);

      if (numbers != NULL)
        /* Translators: a list of numbers of base stations: "7, 9 and 12" */
        dect_sentence_append (text, _("Second way for %s."), numbers);
      else
        dect_sentence_append (text, "%s",
                              _("Without it others would hang on one base station or link."));
    }
  if (self->without.overload > self->with.overload)
    append_zones (self, text, load);
  if (text->len == 0)
    dect_sentence_append (text, "%s", _("Backs up the others: what it covers, they cover too."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static guint
count_sole (const DectPlacing *problem, const DectDraft *plan, guint node)
{
  g_autofree guint64 *others = g_new (guint64, problem->words);
  g_autoptr (DectDraft) without = dect_draft_copy (plan);
  const guint64 *row = dect_placing_row (problem, plan->spot[node]);
  guint n = 0;

  dect_draft_remove (without, node);
  dect_draft_covered (problem, without, others);
  for (guint w = 0; w < problem->words; w++)
    n += dect_placing_count (row[w] & ~others[w]);
  return n;
}

static void
describe_links (const Reason *self, DectPlacementItem *item)
{
  item->best_margin_db = item->second_margin_db = NAN;
  for (guint i = 0; i < self->plan->n; i++)
    {
      double margin_db = i == self->node
                             ? -INFINITY
                             : dect_placing_margin (self->problem, self->plan->spot[self->node],
                                                    self->plan->spot[i]);

      if (!isfinite (margin_db))
        continue;
      item->n_links += margin_db >= self->problem->link_db;
      if (!(item->best_margin_db >= margin_db))
        {
          item->second_margin_db = item->best_margin_db;
          item->best_margin_db = margin_db;
        }
      else if (!(item->second_margin_db >= margin_db))
        {
          item->second_margin_db = margin_db;
        }
    }
}

static void
describe_item (Reason *self, const DectDraftLoad *load)
{
  DectPlacementItem *item = item_of (self, self->node);
  g_autoptr (DectDraft) without = NULL;

  if (item == NULL)
    return;
  self->n_sole = count_sole (self->problem, self->plan, self->node);
  item->area_m2 = self->n_sole * self->problem->cell_m * self->problem->cell_m;
  describe_links (self, item);
  if (self->node < self->problem->n_rfps)
    {
      double moved_m = hypot (item->rfp->x_m - self->problem->spots[self->node].point.x,
                              item->rfp->y_m - self->problem->spots[self->node].point.y);

      g_autofree char *moved = dect_length_to_text (moved_m, 1);

      item->reason = item->act == DECT_PLACEMENT_KEEP
                         ? g_strdup (_("Stays where it is."))
                         : g_strdup_printf (_("Moved by %s, where the others need it."), moved);
      return;
    }
  without = dect_draft_copy (self->plan);
  dect_draft_remove (without, self->node);
  dect_draft_score (self->problem, without, &self->without);
  item->reason = give_reason (self, load);
}

/* --- Notes and text --------------------------------------------------------------------------- */

static void note (DectPlacement *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
note (DectPlacement *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->notes, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* Cells that nothing covers, wherever it hangs. */
static guint
count_unreachable (const DectPlacing *problem)
{
  g_autofree guint64 *any = g_new0 (guint64, problem->words);
  guint n = problem->n_cells;

  for (guint i = 0; i < problem->n_spots; i++)
    {
      const guint64 *row = dect_placing_row (problem, i);

      for (guint w = 0; w < problem->words; w++)
        any[w] |= row[w];
    }
  for (guint w = 0; w < problem->words; w++)
    n -= dect_placing_count (any[w]);
  return n;
}

static void
note_area (const DectPlacing *problem, DectPlacement *self, guint n_added)
{
  const DectPlacementFigures *after = &self->after;
  guint n_unreachable = count_unreachable (problem);

  if (after->share >= problem->settings->share - 1e-9)
    return;
  note (self, _("%.1f %% of the area have %.0f dBm, not the %.1f %% that are wanted."),
        100.0 * after->share, self->target_dbm, 100.0 * problem->settings->share);
  if (n_added >= problem->settings->max_new)
    note (self,
          ngettext ("No more than %u base station was to be added.",
                    "No more than %u base stations were to be added.", problem->settings->max_new),
          problem->settings->max_new);
  if (n_unreachable > 0)
    {
      g_autofree char *area
          = dect_length_area_to_text (n_unreachable * problem->cell_m * problem->cell_m);

      note (self, _("%s cannot be reached from any place where a base station may hang."), area);
    }
}

/* Whether a base station on these floors and one elsewhere are in buildings of which it is not
 * known where they stand. */
static gboolean
is_unlinked (const DectPlacing *problem)
{
  g_autoptr (DectLinks) links = dect_links_new (problem->with_new, NULL, NULL);
  guint n_unlinked;

  dect_links_get_unlinked_buildings (links, &n_unlinked);
  return n_unlinked > 0;
}

static void
note_chain (const DectPlacing *problem, DectPlacement *self)
{
  const DectPlacementFigures *after = &self->after;

  if (problem->settings->n_paths == 0)
    return;
  if (after->n_groups > 1)
    note (self, _("The base stations fall into %u groups that do not hear each other."),
          after->n_groups);
  else if (problem->n_groups_allowed > 0)
    note (self, "%s", _("Nothing that hangs on these floors hears the rest of the site."));
  if ((after->n_groups > 1 || problem->n_groups_allowed > 0) && is_unlinked (problem))
    note (self, "%s",
          _("The place of a building on the site is not set, so no link from there to other "
             "buildings was predicted."));
  if (after->n_thin > 0)
    note (self,
          ngettext ("%u base station has fewer than %u links with %.0f dB to spare.",
                    "%u base stations have fewer than %u links with %.0f dB to spare.",
                    after->n_thin),
          after->n_thin, problem->settings->n_paths, problem->link_db);
  if (problem->settings->n_paths > 1 && (after->n_cuts > 0 || after->n_single_links > 0))
    note (self,
          _("Some hang on one base station or link alone: cut base stations: %u, single "
             "links: %u."),
          after->n_cuts, after->n_single_links);
}

static void
note_zones (const DectPlacing *problem, DectPlacement *self)
{
  for (guint z = 0; z < self->n_zones; z++)
    {
      const DectPlacementZone *zone = &self->zones[z];
      g_autofree char *title
          = dect_record_title (dect_snapshot_find (problem->snapshot, zone->zone));

      if (zone->capacity_e < zone->traffic_e * (1.0 - 1e-3))
        note (self, _("Of the %.1f erlang of %s, %.1f are carried at %.1f %% blocking."),
              zone->traffic_e, title, zone->capacity_e, 100.0 * problem->settings->blocking);
      if (zone->traffic_e > DECT_ERLANG_HOTSPOT_CALLS)
        note (self,
              _("%s has more calls than one spot carries, about %u by %u base stations: they "
                 "share the channels of the band."),
              title, DECT_ERLANG_HOTSPOT_CALLS, DECT_ERLANG_HOTSPOT_RFPS);
    }
}

static void
note_site (const DectPlacing *problem, DectPlacement *self)
{
  guint n_unplaced = 0;

  for (guint f = 0; f < problem->n_floors; f++)
    {
      g_autofree char *title = NULL;

      if (problem->floors[f].n_cells > 0)
        continue;
      title = dect_record_title (dect_snapshot_find (problem->snapshot, problem->floors[f].id));
      note (self, _("There is nothing to cover on %s: it has neither walls nor a zone to cover."),
            title);
    }
  for (guint i = 0; i < problem->n_rfps; i++)
    n_unplaced += !dect_rfp_is_placed (dect_snapshot_rfp (problem->snapshot, i));
  if (n_unplaced > 0 && self->n_records > 0)
    note (
        self,
        ngettext ("%u base station of the site has no place yet: it could take one of these.",
                  "%u base stations of the site have no place yet: they could take some of these.",
                  n_unplaced),
        n_unplaced);
  if (self->n_without_margin < self->after.n_rfps)
    note (self, _("Without any margin %u base stations would do instead of %u."),
          self->n_without_margin, self->after.n_rfps);
}

static void
write_label (DectPlacement *self)
{
  guint n_added = dect_placement_get_n_added (self);
  guint n_moved = dect_placement_get_n_moved (self);

  /* Translators: steps to undo */
  if (n_moved == 0)
    self->label = g_strdup_printf (
        ngettext ("Place %u base station", "Place %u base stations", n_added), n_added);
  else if (n_added == 0)
    self->label = g_strdup_printf (
        ngettext ("Move %u base station", "Move %u base stations", n_moved), n_moved);
  else
    self->label = g_strdup_printf (_("Place and move %u base stations"), n_added + n_moved);
}

static void
write_text (DectPlacement *self)
{
  const DectPlacementFigures *before = &self->before;
  const DectPlacementFigures *after = &self->after;
  g_autofree char *area = dect_length_area_to_text (after->area_m2);

  if (dect_placement_is_present (self))
    self->text = g_strdup_printf (
        self->is_reached ? _("The present plan has what is wanted: %.1f %% of %s have %.0f "
                              "dBm with %u base stations.")
                         : _("Nothing better than the present plan was found: %.1f %% of %s "
                              "have %.0f dBm with %u base stations."),
        100.0 * after->share, area, self->target_dbm, after->n_rfps);
  else
    /* Translators: "Place 12 base stations", then what comes of it */
    self->text
        = g_strdup_printf (_("%s: %.1f %% of %s then have %.0f dBm, %.1f %% before; %.1f %% "
                              "while the worst of %u "
                              "fails."),
                           self->label, 100.0 * after->share, area, self->target_dbm,
                           100.0 * before->share, 100.0 * after->worst_share, after->n_rfps);
}

/* --- Public ----------------------------------------------------------------------------------- */

void
dect_placing_describe (DectPlacing *problem, const DectDraft *plan, DectPlacement *self)
{
  const DectPlacementFigures *after = &self->after;
  g_autofree DectDraftLoad *loads = g_new0 (DectDraftLoad, MAX (1, plan->n));
  g_autofree double *zone_e = g_new0 (double, MAX (1, (gsize) plan->n * problem->n_zones));
  Reason reason = { problem, plan, self, 0, { 0 }, { 0 }, 0 };
  double above_e;

  for (guint i = 0; i < plan->n; i++)
    loads[i].zone_e = &zone_e[(gsize) i * problem->n_zones];
  above_e = describe_zones (problem, plan, self, loads);
  dect_draft_score (problem, plan, &reason.with);
  for (reason.node = 0; reason.node < plan->n; reason.node++)
    {
      if (is_planned (problem, plan, reason.node))
        describe_item (&reason, &loads[reason.node]);
    }
  self->is_reached
      = after->share >= problem->settings->share - 1e-9 && above_e < 1e-3
        && (problem->settings->n_paths == 0
            || (after->n_groups <= 1 && problem->n_groups_allowed == 0 && after->n_thin == 0))
        && (problem->settings->n_paths < 2 || (after->n_cuts == 0 && after->n_single_links == 0));
  write_label (self);
  write_text (self);
  note_area (problem, self, dect_placement_get_n_added (self));
  note_chain (problem, self);
  note_zones (problem, self);
  note_site (problem, self);
}
