/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-store-private.h"
#include "store/dect-store-reader-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Depth at which the details of an entry stand. */
#define DETAILS_DEPTH 4

typedef struct
{
  DectStoreReader base;
  DectSnapshotBuilder *builder;
  guint n_entries;
} LogReader;

static gboolean
read_details (LogReader *reader, char **details, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!dect_store_reader_expect (&reader->base, DECT_JSON_BEGIN_OBJECT,
                                 _("an object in braces is expected here."), error)
      || !dect_store_reader_append (&reader->base, text, error))
    return FALSE;
  g_free (*details);
  *details = g_strdup (text->str);
  return TRUE;
}

static gboolean
read_event (LogReader *reader, char **event, GError **error)
{
  if (!dect_store_reader_expect (&reader->base, DECT_JSON_STRING, _("an event is a text."), error))
    return FALSE;
  g_free (*event);
  *event = dect_json_scan_dup_string (&reader->base.scan);
  return TRUE;
}

/* The scanner stands on the entry's opening brace. */
static gboolean
read_entry (LogReader *reader, GError **error)
{
  g_autofree char *event = NULL;
  g_autofree char *details = NULL;
  gint64 time = 0;

  for (;;)
    {
      gboolean right;

      if (!dect_store_reader_next (&reader->base, error))
        return FALSE;
      if (reader->base.scan.token != DECT_JSON_KEY)
        break;
      if (dect_json_scan_equal (&reader->base.scan, "time"))
        right = dect_store_reader_time (&reader->base, &time, error);
      else if (dect_json_scan_equal (&reader->base.scan, "event"))
        right = read_event (reader, &event, error);
      else if (dect_json_scan_equal (&reader->base.scan, "details"))
        right = read_details (reader, &details, error);
      else
        right = dect_store_reader_skip (&reader->base, error);
      if (!right)
        return FALSE;
    }
  if (event == NULL || *event == '\0')
    return dect_store_reader_fail (&reader->base, DECT_STORE_ERROR_VALUE, error,
                                   _("the member “event” is missing."));
  if (++reader->n_entries > DECT_STORE_MAX_LOG_ENTRIES)
    return dect_store_reader_fail (&reader->base, DECT_STORE_ERROR_RECORDS, error,
                                   _("the log is longer than this program reads."));
  dect_snapshot_builder_add_log (reader->builder, dect_log_entry_new (time, event, details));
  return TRUE;
}

static gboolean
read_entries (LogReader *reader, GError **error)
{
  if (!dect_store_reader_expect (&reader->base, DECT_JSON_BEGIN_ARRAY,
                                 _("a list in brackets is expected here."), error))
    return FALSE;
  while (dect_store_reader_next (&reader->base, error))
    {
      if (reader->base.scan.token == DECT_JSON_END_ARRAY)
        return TRUE;
      if (reader->base.scan.token != DECT_JSON_BEGIN_OBJECT)
        return dect_store_reader_fail (&reader->base, DECT_STORE_ERROR_VALUE, error,
                                       _("an object in braces is expected here."));
      if (!read_entry (reader, error))
        return FALSE;
    }
  return FALSE;
}

gboolean
dect_store_parse_log (GBytes *json, DectSnapshotBuilder *builder, GError **error)
{
  LogReader reader = { .base.entry = DECT_STORE_ENTRY_LOG, .builder = builder };

  if (!dect_store_reader_open (&reader.base, json, DECT_STORE_MAX_LOG_BYTES, DECT_STORE_FORMAT_LOG,
                               error))
    return FALSE;
  for (;;)
    {
      if (!dect_store_reader_next (&reader.base, error))
        return FALSE;
      if (reader.base.scan.token != DECT_JSON_KEY)
        return TRUE;
      if (dect_json_scan_equal (&reader.base.scan, "entries")
              ? !read_entries (&reader, error)
              : !dect_store_reader_skip (&reader.base, error))
        return FALSE;
    }
}

/* --- Writing --------------------------------------------------------------------------------- */

static gboolean
print_details (GString *out, const char *details, GError **error)
{
  g_autoptr (GError) reason = NULL;
  DectJsonScan scan;

  if (dect_json_scan_init (&scan, details, strlen (details), DECT_STORE_MAX_LOG_BYTES, &reason))
    {
      scan.max_depth = DECT_STORE_MAX_DEPTH - DETAILS_DEPTH + 1;
      if (dect_json_scan_next (&scan, &reason) == DECT_JSON_BEGIN_OBJECT
          && dect_json_scan_append_value (&scan, out, &reason)
          && dect_json_scan_next (&scan, &reason) == DECT_JSON_END)
        return TRUE;
    }
  g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_JSON,
               _("An entry of the log cannot be saved: %s"),
               reason != NULL ? reason->message : _("it is not an object."));
  return FALSE;
}

static gboolean
print_entry (GString *out, const DectLogEntry *entry, GError **error)
{
  g_string_append (out, "    {\"time\": ");
  if (!dect_store_append_time (out, dect_log_entry_get_time (entry), error))
    return FALSE;
  g_string_append (out, ", \"event\": ");
  dect_json_append_string (out, dect_log_entry_get_event (entry));
  g_string_append (out, ", \"details\": ");
  if (!print_details (out, dect_log_entry_get_details (entry), error))
    return FALSE;
  g_string_append_c (out, '}');
  return TRUE;
}

GBytes *
dect_store_print_log (const DectSnapshot *snapshot, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  GPtrArray *log = dect_snapshot_get_log (snapshot);

  if (!dect_store_check_count (log->len, DECT_STORE_MAX_LOG_ENTRIES, error))
    return NULL;
  g_string_append_printf (out, "{\n  \"format\": \"%s\",\n  \"version\": %d,\n  \"entries\": [",
                          DECT_STORE_FORMAT_LOG, DECT_STORE_VERSION);
  for (guint i = 0; i < log->len; i++)
    {
      g_string_append (out, i > 0 ? ",\n" : "\n");
      if (!print_entry (out, log->pdata[i], error))
        return NULL;
    }
  g_string_append (out, log->len > 0 ? "\n  ]\n}\n" : "]\n}\n");
  return dect_store_end_json (out, DECT_STORE_ENTRY_LOG, DECT_STORE_MAX_LOG_BYTES, error);
}
