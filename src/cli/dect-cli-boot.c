/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "dect-cli.h"
#include "dhcp/dect-boot-follow.h"
#include "dhcp/dect-boot-state.h"
#include "store/dect-load.h"

/* One run: what was printed last of each base station and stranger, so that only news are printed.
 */
typedef struct
{
  DectSnapshot *snapshot;
  DectBootState *state;
  DectBootFollow *follow;
  GMainLoop *loop;
  GHashTable *printed; /* title or MAC -> words */
  gboolean json;
} Watch;

static void
watch_clear (Watch *watch)
{
  g_clear_object (&watch->follow);
  g_clear_pointer (&watch->loop, g_main_loop_unref);
  g_clear_pointer (&watch->state, dect_boot_state_free);
  g_clear_pointer (&watch->snapshot, dect_snapshot_unref);
  g_clear_pointer (&watch->printed, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Watch, watch_clear)

/* --- As JSON ------------------------------------------------------------------------------------- */

static void
add_address (JsonBuilder *builder, DectIpv4 address)
{
  g_autofree char *text = address.value != 0 ? dect_ipv4_to_string (address) : NULL;

  dect_json_add_text (builder, "address", text);
}

static void
print_json (Watch *watch, GPtrArray *rows, GPtrArray *strangers)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *remark = dect_boot_state_dup_remark (watch->state);

  json_builder_begin_object (builder);
  dect_json_add_text (builder, "remark", remark);
  json_builder_set_member_name (builder, "base_stations");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const DectBootRow *row = g_ptr_array_index (rows, i);

      json_builder_begin_object (builder);
      dect_json_add_integer (builder, "id", row->id);
      dect_json_add_text (builder, "title", row->title);
      dect_json_add_text (builder, "mac", row->mac);
      dect_json_add_text (builder, "status", dect_boot_status_id (row->status));
      add_address (builder, row->address);
      dect_json_add_boolean (builder, "firmware_loaded", row->loaded);
      dect_json_add_text (builder, "text", row->words);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "unknown");
  json_builder_begin_array (builder);
  for (guint i = 0; i < strangers->len; i++)
    {
      const DectBootStranger *stranger = g_ptr_array_index (strangers, i);
      g_autofree char *mac = dect_mac_to_string (&stranger->mac);

      json_builder_begin_object (builder);
      dect_json_add_text (builder, "mac", mac);
      dect_json_add_text (builder, "vendor", stranger->vendor);
      add_address (builder, stranger->address);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  dect_cli_print_json (builder);
}

/* --- As text -------------------------------------------------------------------------------------- */

/* Prints the line unless it stood there already. */
static void
print_news (Watch *watch, const char *key, const char *mark, const char *words)
{
  if (g_strcmp0 (g_hash_table_lookup (watch->printed, key), words) == 0)
    return;
  g_hash_table_insert (watch->printed, g_strdup (key), g_strdup (words));
  g_print ("%s %s: %s\n", mark, key, words);
}

static void
print_strangers (Watch *watch, GPtrArray *strangers)
{
  g_autoptr (GArray) unassigned = dect_boot_state_dup_free (watch->state);
  const DectRfp *rfp
      = unassigned->len > 0
            ? dect_snapshot_find_rfp (watch->snapshot, g_array_index (unassigned, guint32, 0))
            : NULL;

  for (guint i = 0; i < strangers->len; i++)
    {
      const DectBootStranger *stranger = g_ptr_array_index (strangers, i);
      g_autofree char *mac = dect_mac_to_string (&stranger->mac);
      g_autofree char *words = NULL;

      if (rfp != NULL && rfp->name != NULL)
        words = g_strdup_printf (
            _("It is in no plan. To give it to a base station without a MAC address, such as %s, "
               "put the lines name,mac and %s,%s into a file and import it: handoverctl import csv "
               "FILE --rfps THAT."),
            rfp->name, rfp->name, mac);
      else
        words = g_strdup (_("It is in no plan, and every base station has a MAC address."));
      print_news (watch, mac, "?", words);
    }
}

static void
print_state (Watch *watch)
{
  static const char *const marks[] = { " ", " ", " ", ".", "+", "+", "!" };
  g_autoptr (GPtrArray) rows = dect_boot_state_dup_rows (watch->state);
  g_autoptr (GPtrArray) strangers = dect_boot_state_dup_strangers (watch->state);
  guint n_done, n_asking;

  if (watch->json)
    {
      print_json (watch, rows, strangers);
      return;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const DectBootRow *row = g_ptr_array_index (rows, i);

      print_news (watch, row->title, marks[row->status], row->words);
    }
  print_strangers (watch, strangers);
  n_done = dect_boot_rows_count (rows, &n_asking);
  g_print (_("%u of %u base stations have their address.\n"), n_done, n_asking);
}

static DectExit
exit_of (Watch *watch)
{
  g_autoptr (GPtrArray) rows = dect_boot_state_dup_rows (watch->state);
  guint n_done, n_asking;

  n_done = dect_boot_rows_count (rows, &n_asking);
  return n_done == n_asking ? DECT_EXIT_DONE : DECT_EXIT_FINDING;
}

/* --- Running --------------------------------------------------------------------------------------- */

static DectExit
watch_once (Watch *watch, const char *path)
{
  g_autoptr (DectBootReader) reader = dect_boot_reader_new (dect_boot_state_take, watch->state);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;
  gsize size;
  const void *data;

  bytes = dect_load_end (file, DECT_BOOT_MAX_BYTES, NULL, &error);
  if (bytes == NULL)
    return dect_cli_fail (path, error);
  data = g_bytes_get_data (bytes, &size);
  dect_boot_reader_feed (reader, data, size);
  dect_boot_reader_end (reader);
  print_state (watch);
  return exit_of (watch);
}

static void
changed_cb (Watch *watch)
{
  const char *error = dect_boot_follow_get_error (watch->follow);

  if (error != NULL)
    g_printerr ("handoverctl: %s\n", error);
  else
    print_state (watch);
  fflush (stdout);
  if (error == NULL && exit_of (watch) == DECT_EXIT_DONE)
    g_main_loop_quit (watch->loop);
}

static gboolean
stop_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static DectExit
watch_live (Watch *watch, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  guint interrupt, terminate;

  watch->loop = g_main_loop_new (NULL, FALSE);
  watch->follow = dect_boot_follow_new (file, dect_boot_state_take, watch->state);
  g_signal_connect_swapped (watch->follow, "changed", G_CALLBACK (changed_cb), watch);
  interrupt = g_unix_signal_add (SIGINT, stop_cb, watch->loop);
  terminate = g_unix_signal_add (SIGTERM, stop_cb, watch->loop);
  g_main_loop_run (watch->loop);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  dect_boot_follow_stop (watch->follow);
  return exit_of (watch);
}

static DectExit
run_boot_watch (char **arguments)
{
  g_auto (Watch) watch = { 0 };
  g_autofree char *leases = NULL, *log = NULL;
  gboolean once = FALSE;
  const GOptionEntry entries[] = {
    { "leases", 0, 0, G_OPTION_ARG_FILENAME, &leases, NULL, NULL },
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &log, NULL, NULL },
    { "once", 0, 0, G_OPTION_ARG_NONE, &once, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &watch.json, NULL, NULL },
    { NULL },
  };
  const char *path;
  DectExit exit;

  if (!dect_cli_parse (arguments, entries, 1, 1))
    return DECT_EXIT_USAGE;
  if ((leases == NULL) == (log == NULL))
    return dect_cli_usage (
        _("Give the DHCP server's file of leases with --leases, or its log with "
           "--log."));
  path = leases != NULL ? leases : log;
  watch.snapshot = dect_cli_load (arguments[0], &exit);
  if (watch.snapshot == NULL)
    return exit;
  watch.state = dect_boot_state_new (watch.snapshot);
  watch.printed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!watch.json)
    {
      g_autofree char *remark = dect_boot_state_dup_remark (watch.state);

      if (remark != NULL)
        g_print ("%s\n", remark);
    }
  return once ? watch_once (&watch, path) : watch_live (&watch, path);
}

const DectCommand dect_cli_boot_commands[] = {
  { "boot watch", "FILE --leases F|--log F [--once] [--json]",
    N_("tick off the base stations that have asked the DHCP server"), run_boot_watch },
  { NULL },
};
