/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "chain/dect-placement.h"
#include "dect-cli.h"
#include "model/dect-catalogue.h"

/* What the command line says. */
typedef struct
{
  char *building;
  char **floors;
  char *target;
  char *share;
  char *margin;
  char *link_margin;
  char *blocking;
  char *model;
  int paths;
  int max;
  gint64 seed;
  gboolean move;
  gboolean reflective;
  gboolean dry_run;
  gboolean json;
} Options;

static void
options_clear (Options *self)
{
  g_clear_pointer (&self->building, g_free);
  g_clear_pointer (&self->floors, g_strfreev);
  g_clear_pointer (&self->target, g_free);
  g_clear_pointer (&self->share, g_free);
  g_clear_pointer (&self->margin, g_free);
  g_clear_pointer (&self->link_margin, g_free);
  g_clear_pointer (&self->blocking, g_free);
  g_clear_pointer (&self->model, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* --- Options ---------------------------------------------------------------------------------- */

static gboolean
parse (char **arguments, Options *self)
{
  const GOptionEntry entries[] = {
    { "building", 0, 0, G_OPTION_ARG_STRING, &self->building, NULL, NULL },
    { "floor", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->floors, NULL, NULL },
    { "target", 0, 0, G_OPTION_ARG_STRING, &self->target, NULL, NULL },
    { "share", 0, 0, G_OPTION_ARG_STRING, &self->share, NULL, NULL },
    { "margin", 0, 0, G_OPTION_ARG_STRING, &self->margin, NULL, NULL },
    { "link-margin", 0, 0, G_OPTION_ARG_STRING, &self->link_margin, NULL, NULL },
    { "blocking", 0, 0, G_OPTION_ARG_STRING, &self->blocking, NULL, NULL },
    { "model", 0, 0, G_OPTION_ARG_STRING, &self->model, NULL, NULL },
    { "paths", 0, 0, G_OPTION_ARG_INT, &self->paths, NULL, NULL },
    { "max", 0, 0, G_OPTION_ARG_INT, &self->max, NULL, NULL },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &self->seed, NULL, NULL },
    { "move", 0, 0, G_OPTION_ARG_NONE, &self->move, NULL, NULL },
    { "reflective", 0, 0, G_OPTION_ARG_NONE, &self->reflective, NULL, NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &self->dry_run, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, NULL, NULL },
    { NULL },
  };

  if (!dect_cli_parse (arguments, entries, 1, 1))
    return FALSE;
  if (self->building != NULL && self->floors != NULL)
    return TRUE;
  dect_cli_usage (_("Give --building and --floor; more than one --floor are planned together."));
  return FALSE;
}

/* A number of an option; without the option it stays as it is. */
static gboolean
take_number (const char *option, const char *text, double scale, double *value)
{
  if (text == NULL)
    return TRUE;
  if (!dect_number_from_text (text, value, NULL))
    {
      dect_cli_usage (_("--%s wants a number, not “%s”."), option, text);
      return FALSE;
    }
  *value *= scale;
  return TRUE;
}

static gboolean
read_settings (const Options *options, DectPlacementSettings *settings)
{
  const DectRfpModel *model = options->model != NULL ? dect_catalogue_find (options->model) : NULL;

  dect_placement_settings_init (settings);
  if (!take_number ("target", options->target, 1.0, &settings->target_dbm)
      || !take_number ("share", options->share, 0.01, &settings->share)
      || !take_number ("margin", options->margin, 1.0, &settings->margin_db)
      || !take_number ("link-margin", options->link_margin, 1.0, &settings->link_margin_db)
      || !take_number ("blocking", options->blocking, 0.01, &settings->blocking))
    return FALSE;
  if (options->model != NULL && model == NULL)
    {
      dect_cli_usage (_("“%s” is no model of the catalogue."), options->model);
      return FALSE;
    }
  settings->model = model != NULL ? model->id : NULL;
  settings->n_paths = options->paths >= 0 ? (guint) options->paths : G_MAXUINT;
  settings->max_new = options->max >= 0 ? (guint) options->max : 0;
  settings->seed = (guint64) options->seed;
  settings->move_existing = options->move;
  settings->reflective = options->reflective;
  return TRUE;
}

/* Ids of the floors named; NULL after having said which there is not. */
static guint32 *
find_floors (DectSnapshot *snapshot, const Options *options)
{
  guint n = g_strv_length (options->floors);
  g_autofree guint32 *ids = g_new0 (guint32, n);

  for (guint k = 0; k < n; k++)
    {
      for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_FLOOR); i++)
        {
          const DectFloor *floor = dect_snapshot_floor (snapshot, i);
          const DectBuilding *house = dect_snapshot_find_building (snapshot, floor->building);

          if (ids[k] == 0 && house != NULL && g_strcmp0 (floor->name, options->floors[k]) == 0
              && g_strcmp0 (house->name, options->building) == 0)
            ids[k] = floor->head.id;
        }
      if (ids[k] == 0)
        {
          dect_cli_usage (_("There is no floor “%s” in a building “%s” in this file."),
                          options->floors[k], options->building);
          return NULL;
        }
    }
  return g_steal_pointer (&ids);
}

/* --- Output ----------------------------------------------------------------------------------- */

static void
add_figures (JsonBuilder *builder, const char *name, const DectPlacementFigures *figures)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  dect_json_add_integer (builder, "rfps", figures->n_rfps);
  dect_json_add_number (builder, "area_m2", figures->area_m2);
  dect_json_add_number (builder, "share", figures->share);
  dect_json_add_integer (builder, "groups", figures->n_groups);
  dect_json_add_integer (builder, "cuts", figures->n_cuts);
  dect_json_add_integer (builder, "single_links", figures->n_single_links);
  dect_json_add_integer (builder, "thin", figures->n_thin);
  dect_json_add_integer (builder, "worst_lost", figures->worst_lost);
  dect_json_add_number (builder, "worst_share", figures->worst_share);
  json_builder_end_object (builder);
}

static void
add_items (JsonBuilder *builder, DectSnapshot *snapshot, DectPlacement *placement)
{
  guint n;
  const DectPlacementItem *items = dect_placement_get_items (placement, &n);

  json_builder_set_member_name (builder, "rfps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      const DectFloor *floor = dect_snapshot_find_floor (snapshot, items[i].rfp->floor);

      json_builder_begin_object (builder);
      dect_json_add_text (builder, "act", dect_placement_act_id (items[i].act));
      dect_json_add_text (builder, "name", items[i].rfp->name);
      dect_json_add_text (builder, "floor", floor != NULL ? floor->name : NULL);
      dect_json_add_number (builder, "x_m", items[i].rfp->x_m);
      dect_json_add_number (builder, "y_m", items[i].rfp->y_m);
      dect_json_add_number (builder, "area_m2", items[i].area_m2);
      dect_json_add_integer (builder, "links", items[i].n_links);
      dect_json_add_number (builder, "best_margin_db", items[i].best_margin_db);
      dect_json_add_number (builder, "second_margin_db", items[i].second_margin_db);
      dect_json_add_text (builder, "reason", items[i].reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_zones (JsonBuilder *builder, DectSnapshot *snapshot, DectPlacement *placement)
{
  guint n;
  const DectPlacementZone *zones = dect_placement_get_zones (placement, &n);

  json_builder_set_member_name (builder, "zones");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      const DectZone *zone = dect_snapshot_find_zone (snapshot, zones[i].zone);

      json_builder_begin_object (builder);
      dect_json_add_text (builder, "name", zone != NULL ? zone->name : NULL);
      dect_json_add_number (builder, "traffic_e", zones[i].traffic_e);
      dect_json_add_integer (builder, "channels", zones[i].n_channels);
      dect_json_add_number (builder, "capacity_e", zones[i].capacity_e);
      dect_json_add_number (builder, "blocking", zones[i].blocking);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (DectSnapshot *snapshot, DectPlacement *placement)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *const *notes = dect_placement_get_notes (placement);

  json_builder_begin_object (builder);
  dect_json_add_boolean (builder, "reached", dect_placement_is_reached (placement));
  dect_json_add_boolean (builder, "present", dect_placement_is_present (placement));
  dect_json_add_number (builder, "target_dbm", dect_placement_get_target (placement));
  dect_json_add_text (builder, "text", dect_placement_get_text (placement));
  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint i = 0; notes[i] != NULL; i++)
    json_builder_add_string_value (builder, notes[i]);
  json_builder_end_array (builder);
  dect_json_add_integer (builder, "added", dect_placement_get_n_added (placement));
  dect_json_add_integer (builder, "moved", dect_placement_get_n_moved (placement));
  dect_json_add_integer (builder, "without_margin",
                         dect_placement_get_n_without_margin (placement));
  add_figures (builder, "before", dect_placement_get_before (placement));
  add_figures (builder, "after", dect_placement_get_after (placement));
  add_zones (builder, snapshot, placement);
  add_items (builder, snapshot, placement);
  json_builder_end_object (builder);
  dect_cli_print_json (builder);
}

static void
print_text (DectSnapshot *snapshot, DectPlacement *placement)
{
  const DectPlacementFigures *after = dect_placement_get_after (placement);
  const char *const *notes = dect_placement_get_notes (placement);
  guint n;
  const DectPlacementItem *items = dect_placement_get_items (placement, &n);
  const DectPlacementZone *zones;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = NULL;

      if (items[i].act == DECT_PLACEMENT_KEEP)
        continue;
      title = dect_record_title (&items[i].rfp->head);
      g_print (_("%s at x %.2f m, y %.2f m: %s\n"), title, items[i].rfp->x_m, items[i].rfp->y_m,
               items[i].reason);
    }
  g_print ("%s\n", dect_placement_get_text (placement));
  g_print (_("groups: %u, cut base stations: %u, single links: %u, too few links: %u, lost at the "
              "worst failure: %u\n"),
           after->n_groups, after->n_cuts, after->n_single_links, after->n_thin, after->worst_lost);
  zones = dect_placement_get_zones (placement, &n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = dect_record_title (dect_snapshot_find (snapshot, zones[i].zone));

      g_print (_("%s: %.1f erlang, %u channels, %.2f %% blocking\n"), title, zones[i].traffic_e,
               zones[i].n_channels, 100.0 * zones[i].blocking);
    }
  for (guint i = 0; notes[i] != NULL; i++)
    g_print ("%s\n", notes[i]);
}

/* --- Running ---------------------------------------------------------------------------------- */

/* The placement runs in a thread of its own, so that this one hears Ctrl+C. */
typedef struct
{
  DectSnapshot *snapshot;
  const DectPlacementSettings *settings;
  GCancellable *cancellable;
  GMainLoop *loop;
  gboolean on_terminal;
  DectPlacement *placement;
  GError *error;
} Run;

static void
progress_cb (const char *phase, double fraction, gpointer data)
{
  const Run *run = data;

  if (run->on_terminal)
    fprintf (stderr, "\r\033[K%3.0f %% %s", 100.0 * fraction, phase);
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static gpointer
run_thread (gpointer data)
{
  Run *run = data;

  run->placement = dect_placement_new (run->snapshot, run->settings, progress_cb, run,
                                       run->cancellable, &run->error);
  g_idle_add (quit_cb, run->loop);
  return NULL;
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_CONTINUE;
}

static void
run_placement (Run *run)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint signals[2] = { g_unix_signal_add (SIGINT, cancel_cb, cancellable),
                       g_unix_signal_add (SIGTERM, cancel_cb, cancellable) };
  GThread *thread;

  run->cancellable = cancellable;
  run->loop = loop;
  run->on_terminal = isatty (STDERR_FILENO);
  thread = g_thread_new ("place", run_thread, run);
  g_main_loop_run (loop);
  g_thread_join (thread);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_source_remove (signals[i]);
  if (run->on_terminal)
    fprintf (stderr, "\r\033[K");
}

static DectExit
finish (DectSite *site, const char *path, const Options *options, Run *run)
{
  DectExit exit = DECT_EXIT_DONE;

  if (run->placement == NULL && g_error_matches (run->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (run->error);
      dect_cli_usage (_("Cancelled; the file is as it was."));
      return DECT_EXIT_FINDING;
    }
  if (run->placement == NULL)
    {
      gboolean usage = run->error->domain == DECT_PLACEMENT_ERROR
                       && run->error->code == DECT_PLACEMENT_ERROR_SETTINGS;

      exit = dect_cli_fail (NULL, run->error);
      return usage ? DECT_EXIT_USAGE : exit;
    }
  if (!options->dry_run && dect_placement_apply (run->placement, site))
    exit = dect_cli_save (site, path);
  if (exit == DECT_EXIT_DONE && options->json)
    print_json (run->snapshot, run->placement);
  else if (exit == DECT_EXIT_DONE)
    print_text (run->snapshot, run->placement);
  if (exit == DECT_EXIT_DONE && !dect_placement_is_reached (run->placement))
    exit = DECT_EXIT_FINDING;
  dect_placement_unref (run->placement);
  return exit;
}

static DectExit
run_place (char **arguments)
{
  g_auto (Options) options = { .paths = 2, .max = 254, .seed = 1 };
  g_autoptr (DectSite) site = NULL;
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autofree guint32 *floors = NULL;
  DectPlacementSettings settings;
  Run run = { .settings = &settings };
  DectExit exit = DECT_EXIT_DONE;

  if (!parse (arguments, &options) || !read_settings (&options, &settings))
    return DECT_EXIT_USAGE;
  site = dect_cli_open (arguments[0], &exit);
  if (site == NULL)
    return exit;
  snapshot = dect_site_snapshot (site);
  floors = find_floors (snapshot, &options);
  if (floors == NULL)
    return DECT_EXIT_USAGE;
  settings.floors = floors;
  settings.n_floors = g_strv_length (options.floors);
  run.snapshot = snapshot;
  run_placement (&run);
  return finish (site, arguments[0], &options, &run);
}

const DectCommand dect_cli_place_commands[] = {
  { "place",
    "FILE --building B --floor N [--floor N]... [--target DBM] [--share PERCENT] [--max N]\n"
    "      [--paths 0|1|2] [--margin DB] [--link-margin DB] [--blocking PERCENT] [--model M]\n"
    "      [--reflective] [--move] [--seed N] [--dry-run] [--json]",
    N_("place base stations so that a floor is covered and each has a second way"), run_place },
  { NULL },
};
