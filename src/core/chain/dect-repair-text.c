/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Suggestions in words: what, where, why, and what is lost. */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-repair-private.h"

#include "model/dect-i18n.h"
#include "model/dect-length.h"
#include "model/dect-sentence.h"
#include "radio/dect-radio-data.h"

#include <math.h>

/* "Towards" somebody who is no more than this off the way. */
#define TOWARDS_DEG 40.0

static char *
title_of (DectSnapshot *snapshot, guint32 id)
{
  return dect_record_title (dect_snapshot_find (snapshot, id));
}

/* "floor Basement", or only its kind where it has no name. */
static char *
floor_of (DectSnapshot *snapshot, const DectRfp *rfp)
{
  return title_of (snapshot, rfp->floor);
}

static DectRepairSide
side_of (DectSnapshot *snapshot, const DectRepairSplit *split, guint32 id)
{
  return (DectRepairSide) split->side[dect_snapshot_index (snapshot, id)];
}

/* The best new link that goes to one side; NULL when there is none. */
static const DectRepairLink *
find_link (const DectRepairRun *run,
           const DectRepairSplit *split,
           const DectRepair *repair,
           DectRepairSide side)
{
  for (guint i = 0; i < repair->links->len; i++)
    {
      const DectRepairLink *link = &g_array_index (repair->links, DectRepairLink, i);

      if (side_of (run->snapshot, split, link->to) == side)
        return link;
    }
  return NULL;
}

/* --- Moving ----------------------------------------------------------------------------------- */

/* Where it goes, as somebody with the plan in his hand would say it. */
static char *
direction_of (const DectRepairRun *run, const DectRepair *repair, const DectRepairLink *link)
{
  const DectRfp *now = repair->records[0];
  double x_m = now->x_m - repair->before[0]->x_m;
  double y_m = now->y_m - repair->before[0]->y_m;
  const DectRfp *other = link != NULL ? dect_snapshot_find_rfp (run->snapshot, link->to) : NULL;

  if (other != NULL && other->floor == now->floor && dect_rfp_is_placed (other))
    {
      double to_x_m = other->x_m - repair->before[0]->x_m;
      double to_y_m = other->y_m - repair->before[0]->y_m;
      double off_deg
          = fabs (atan2 (x_m * to_y_m - y_m * to_x_m, x_m * to_x_m + y_m * to_y_m)) * 180.0 / G_PI;

      if (off_deg <= TOWARDS_DEG)
        {
          g_autofree char *title = title_of (run->snapshot, other->head.id);

          /* Translators: in "Move base station 7 by 4.2 m towards base station 3" */
          return g_strdup_printf (_("towards %s"), title);
        }
    }
  if (fabs (x_m) >= fabs (y_m))
    return g_strdup (x_m > 0.0 ? _("to the right on the plan") : _("to the left on the plan"));
  return g_strdup (y_m > 0.0 ? _("down on the plan") : _("up on the plan"));
}

static void
say_move (const DectRepairRun *run, const DectRepairSplit *split, DectRepair *repair)
{
  const DectRfp *rfp = repair->records[0];
  gboolean is_lost = side_of (run->snapshot, split, rfp->head.id) == DECT_REPAIR_SIDE_LOST;
  const DectRepairLink *link
      = find_link (run, split, repair, is_lost ? DECT_REPAIR_SIDE_KEPT : DECT_REPAIR_SIDE_LOST);
  g_autofree char *title = title_of (run->snapshot, rfp->head.id);
  g_autofree char *floor = floor_of (run->snapshot, rfp);
  g_autofree char *direction = direction_of (run, repair, link);
  g_autofree char *moved = dect_length_to_text (repair->moved_m, 1);
  g_autofree char *x = dect_length_to_text (rfp->x_m, 2);
  g_autofree char *y = dect_length_to_text (rfp->y_m, 2);

  /* Translators: a step to undo: "Move base station 7 (Lab) by 4.2 m" */
  repair->label = g_strdup_printf (_("Move %s by %s"), title, moved);
  /* A link that was there may have become the best one. */
  if (link != NULL && !(link->margin_db < repair->figures[1].margin_db))
    {
      g_autofree char *other = title_of (run->snapshot, link->to);

      /* Translators: what moves, how far, "towards ..." or "to the left on the plan", x and y, a
       * floor; then who is heard with how many dB */
      repair->text = g_strdup_printf (_("Move %s by %s %s, to x %s, y %s on %s: it and %s then "
                                         "hear each other %.1f dB above the synchronisation "
                                         "limit."),
                                      title, moved, direction, x, y, floor, other, link->margin_db);
      return;
    }
  repair->text = g_strdup_printf (
      _("Move %s by %s %s, to x %s, y %s on %s: the link that was too weak is then %.1f dB above "
         "the synchronisation limit."),
      title, moved, direction, x, y, floor, repair->figures[1].margin_db);
}

/* --- The others ------------------------------------------------------------------------------- */

static void
say_add (const DectRepairRun *run, const DectRepairSplit *split, DectRepair *repair)
{
  const DectRfp *rfp = repair->records[0];
  const DectRepairLink *lost = find_link (run, split, repair, DECT_REPAIR_SIDE_LOST);
  const DectRepairLink *kept = find_link (run, split, repair, DECT_REPAIR_SIDE_KEPT);
  g_autofree char *title = dect_record_title (&rfp->head);
  g_autofree char *floor = floor_of (run->snapshot, rfp);
  g_autofree char *x = dect_length_to_text (rfp->x_m, 2);
  g_autofree char *y = dect_length_to_text (rfp->y_m, 2);
  g_autofree char *one = lost != NULL ? title_of (run->snapshot, lost->to) : g_strdup ("?");
  g_autofree char *other = kept != NULL ? title_of (run->snapshot, kept->to) : g_strdup ("?");

  /* Translators: a step to undo: "Add base station 19 (RFP 19)" */
  repair->label = g_strdup_printf (_("Add %s"), title);
  /* Translators: what is added, x and y, a floor; then two base stations with how many dB each */
  repair->text = g_strdup_printf (
      _("Add %s at x %s, y %s on %s: it hears %s %.1f dB and %s %.1f dB above the "
         "synchronisation limit."),
      title, x, y, floor, one, lost != NULL ? lost->margin_db : 0.0, other,
      kept != NULL ? kept->margin_db : 0.0);
}

static char *
titles_of (const DectRepairRun *run, const DectRepair *repair)
{
  g_autofree char *first = title_of (run->snapshot, repair->records[0]->head.id);
  g_autofree char *second = NULL;

  if (repair->n_records == 1)
    return g_steal_pointer (&first);
  if (repair->n_records > 2)
    return g_strdup_printf (ngettext ("%u base station", "%u base stations", repair->n_records),
                            repair->n_records);
  second = title_of (run->snapshot, repair->records[1]->head.id);
  /* Translators: two base stations */
  return g_strdup_printf (_("%s and %s"), first, second);
}

static void
say_power (const DectRepairRun *run, DectRepair *repair)
{
  g_autofree char *titles = titles_of (run, repair);

  /* Translators: a step to undo */
  repair->label = g_strdup_printf (_("Turn %s to full power"), titles);
  repair->text = g_strdup_printf (
      _("Turn %s to full power: both sides then hear each other %.1f dB above the synchronisation "
         "limit."),
      titles, repair->figures[1].margin_db);
}

static void
say_cluster (const DectRepairRun *run, DectRepair *repair)
{
  g_autofree char *titles = titles_of (run, repair);
  g_autofree char *root = NULL;

  for (guint i = 0; i < repair->n_records && root == NULL; i++)
    {
      if (repair->records[i]->preferred_sync == TRUE || i + 1 == repair->n_records)
        root = title_of (run->snapshot, repair->records[i]->head.id);
    }
  /* Translators: a step to undo; %d is the number of the cluster */
  repair->label
      = g_strdup_printf (_("Make cluster %d of %s"), repair->records[0]->cluster, titles);
  /* Translators: base stations, number of their new cluster, the one it is synchronised from */
  repair->text = g_strdup_printf (
      _("Make a cluster of its own, number %2$d, of %1$s, synchronised from %3$s. Only if that is "
         "wanted: calls are not handed over between it and the rest."),
      titles, repair->records[0]->cluster, root);
}

/* --- Losses ----------------------------------------------------------------------------------- */

static gboolean
has_measured_links (const DectRepairRun *run, const DectRepair *repair)
{
  for (guint i = 0; i < dect_snapshot_count (run->snapshot, DECT_KIND_LINK); i++)
    {
      const DectLink *link = dect_snapshot_link (run->snapshot, i);

      if (link->kind == DECT_LINK_MEASURED
          && (link->from == repair->records[0]->head.id || link->to == repair->records[0]->head.id))
        return TRUE;
    }
  return FALSE;
}

static void
append_place (DectRepairRun *run, const DectRepair *repair, GString *text)
{
  const DectRfp *rfp = repair->records[0];
  const DectPlaces *places = dect_repair_places (run, rfp->floor);
  double apart_m = dect_places_distance (places, rfp->x_m, rfp->y_m, rfp->head.id);
  double lost = repair->figures[0].share - repair->figures[1].share;

  if (apart_m < DECT_REPAIR_APART_WANTED_M)
    {
      g_autofree char *apart = dect_length_to_text (apart_m, 1);

      dect_sentence_append (text, _("It hangs only %s from another base station."), apart);
    }
  if (lost >= 0.0005)
    dect_sentence_append (text, _("%.1f %% of the floor lose the level that is wanted there."),
                          100.0 * lost);
  if (repair->kind == DECT_REPAIR_MOVE && has_measured_links (run, repair))
    dect_sentence_append (text, _("Its links were measured where it is now: measure them again."));
}

static char *
describe_loss (DectRepairRun *run,
               const DectRepairSplit *split,
               const DectRepair *repair,
               guint n_left)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const DectRepairFigures *before = &repair->figures[0];
  const DectRepairFigures *after = &repair->figures[1];

  if (n_left > 0 && split->is_step)
    dect_sentence_append (
        text, "%s", _("That joins two groups out of reach: go on with what is left afterwards."));
  else if (n_left > 0)
    dect_sentence_append (
        text,
        ngettext ("%u base station stays cut off by it: repair it again afterwards.",
                  "%u base stations stay cut off by it: repair it again afterwards.", n_left),
        n_left);
  if (repair->kind != DECT_REPAIR_CLUSTER && after->margin_db < run->wanted_db)
    dect_sentence_append (text, _("That is less than the %.0f dB that are wanted."),
                          run->wanted_db);
  if (run->target.kind == DECT_REPAIR_TARGET_GROUP
      && (after->n_cuts > before->n_cuts || after->n_single_links > before->n_single_links))
    dect_sentence_append (
        text, _("All hangs on one base station or link then: look for a second way next."));
  if (repair->kind == DECT_REPAIR_MOVE || repair->kind == DECT_REPAIR_ADD)
    append_place (run, repair, text);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

void
dect_repair_say (DectRepairRun *run, const DectRepairSplit *split, DectRepair *repair, guint n_left)
{
  if (repair->kind == DECT_REPAIR_MOVE)
    say_move (run, split, repair);
  else if (repair->kind == DECT_REPAIR_ADD)
    say_add (run, split, repair);
  else if (repair->kind == DECT_REPAIR_POWER)
    say_power (run, repair);
  else
    say_cluster (run, repair);
  repair->loss = describe_loss (run, split, repair, n_left);
}
