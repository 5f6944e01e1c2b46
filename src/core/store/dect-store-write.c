/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-store-private.h"

#include "model/dect-record.h"
#include "store/dect-json-scan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Texts up to this length of plain ASCII need no closer look. */
#define SHORT_TEXT 256

/* Depth at which the members of a record of a list stand in site.json or log.json. */
#define RECORD_DEPTH 3

typedef struct
{
  const DectSnapshot *snapshot;
  GString *out;
  GHashTable *kinds;     /* id -> kind of each record printed */
  const char *separator; /* between the members of the record under way */
  gboolean first;        /* no member printed yet */
} Printer;

static gboolean
fail (const DectRecord *record,
      const char *member,
      DectStoreError code,
      const char *reason,
      GError **error)
{
  g_autofree char *title = dect_record_title (record);

  g_set_error (error, DECT_STORE_ERROR, code,
               /* Translators: a thing ("base station 4"), the name of one of its members, and a
                  sentence with the reason */
               _("%s cannot be saved because of its “%s”: %s"), title, member, reason);
  return FALSE;
}

/* Whatever could not be read back must not be written: dect_field_set_text () is what the reader
 * asks too. */
static gboolean
check_text (const DectField *field, const DectRecord *record, const char *text, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (DectRecord) probe = NULL;
  const char *folder = dect_store_image_folder (record->kind, field);
  gsize plain = 0;

  if (folder != NULL && !dect_store_is_image_name (text, folder))
    return fail (record, field->id, DECT_STORE_ERROR_VALUE,
                 _("it is not the name of an image of this file."), error);
  while (plain < SHORT_TEXT && text[plain] >= ' ' && text[plain] <= '~')
    plain++;
  if (plain < SHORT_TEXT && text[plain] == '\0')
    return TRUE;
  probe = dect_record_new (record->kind);
  if (dect_field_set_text (field, probe, text, &reason))
    return TRUE;
  return fail (record, field->id, DECT_STORE_ERROR_VALUE, reason->message, error);
}

static gboolean
check_number (const DectField *field, const DectRecord *record, double value, GError **error)
{
  if (value >= field->minimum && value <= field->maximum)
    return TRUE;
  return fail (record, field->id, DECT_STORE_ERROR_RANGE, _("the number is outside its range."),
               error);
}

static void
print_name (Printer *printer, const char *name)
{
  if (!printer->first)
    g_string_append (printer->out, printer->separator);
  printer->first = FALSE;
  dect_json_append_string (printer->out, name);
  g_string_append (printer->out, ": ");
}

static gboolean
print_number (Printer *printer, const DectField *field, const DectRecord *record, GError **error)
{
  double value = dect_field_get_number (field, record);
  g_autofree char *text = dect_number_to_text (value);

  /* The text is what is read back, and rounding could have led it over the border. */
  if (!check_number (field, record, g_ascii_strtod (text, NULL), error))
    return FALSE;
  g_string_append (printer->out, text);
  return TRUE;
}

static gboolean
print_choice (Printer *printer, const DectField *field, const DectRecord *record, GError **error)
{
  gint value = dect_field_get_int (field, record);

  for (const DectChoice *choice = field->choices; choice->id != NULL; choice++)
    if (choice->value == value)
      {
        dect_json_append_string (printer->out, choice->id);
        return TRUE;
      }
  return fail (record, field->id, DECT_STORE_ERROR_CHOICE, _("the value has no word."), error);
}

static gboolean
print_value (Printer *printer, const DectField *field, const DectRecord *record, GError **error)
{
  if (dect_field_is_text (field))
    {
      const char *text = dect_field_get_string (field, record);

      if (!check_text (field, record, text, error))
        return FALSE;
      dect_json_append_string (printer->out, text);
      return TRUE;
    }
  switch ((gint) field->type)
    {
    case DECT_FIELD_NUMBER:
      return print_number (printer, field, record, error);

    case DECT_FIELD_INTEGER:
      if (!check_number (field, record, dect_field_get_int (field, record), error))
        return FALSE;
      g_string_append_printf (printer->out, "%d", dect_field_get_int (field, record));
      return TRUE;

    case DECT_FIELD_BOOL:
      g_string_append (printer->out, dect_field_get_int (field, record) ? "true" : "false");
      return TRUE;

    case DECT_FIELD_CHOICE:
      return print_choice (printer, field, record, error);

    case DECT_FIELD_REFERENCE:
      g_string_append_printf (printer->out, "%u", dect_field_get_ref (field, record));
      return TRUE;

    default:
      g_return_val_if_reached (FALSE);
    }
}

/* A reference that leads nowhere is as good as unset; the reader would refuse it. A kind refers
 * only to kinds before it, so what can be referred to is printed already. */
static gboolean
has_value (const Printer *printer, const DectField *field, const DectRecord *record)
{
  gpointer kind;

  if (field->type != DECT_FIELD_REFERENCE)
    return dect_field_is_set (field, record);
  return g_hash_table_lookup_extended (
             printer->kinds, GUINT_TO_POINTER (dect_field_get_ref (field, record)), NULL, &kind)
         && GPOINTER_TO_UINT (kind) == field->target;
}

/* What has lost its owner is gone, as it is for dect_snapshot_builder_end (). */
static gboolean
is_owned (const Printer *printer, const DectRecord *record)
{
  guint n_fields;
  const DectField *fields = dect_kind_fields (record->kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if ((fields[i].flags & DECT_FIELD_OWNER) && !has_value (printer, &fields[i], record))
      return FALSE;
  return TRUE;
}

/* Whether a member of a record's extra has become one of our own since it was read. */
static gboolean
is_own_member (const DectRecord *record, const char *name)
{
  if (record == NULL)
    return dect_store_is_top_member (name);
  return dect_kind_field (record->kind, name) != NULL
         || (record->kind != DECT_KIND_SITE && g_str_equal (name, "id"));
}

/* How deep an extra may be so that the file is not deeper than what is read. */
static guint
largest_depth (const DectRecord *record)
{
  if (record == NULL)
    return DECT_STORE_MAX_DEPTH;
  return DECT_STORE_MAX_DEPTH - (record->kind == DECT_KIND_SITE ? 1 : RECORD_DEPTH - 1);
}

/*
 * Prints the members of the object that @scan stands on.
 * @record: whose extra it is, NULL for the members of the top
 * @top: where to put the value of DECT_STORE_TOP_EXTRA, NULL to leave it out
 */
static gboolean
print_extra_members (
    Printer *printer, const DectRecord *record, DectJsonScan *scan, GString *top, GError **error)
{
  while (dect_json_scan_next (scan, error) == DECT_JSON_KEY)
    {
      g_autofree char *name = dect_json_scan_dup_string (scan);
      GString *out = printer->out;

      scan->max_depth = largest_depth (record);
      if (record != NULL && record->kind == DECT_KIND_SITE
          && g_str_equal (name, DECT_STORE_TOP_EXTRA))
        {
          scan->max_depth = largest_depth (NULL) + 1;
          out = top;
        }
      else if (is_own_member (record, name))
        out = NULL;
      else
        print_name (printer, name);
      if (out != NULL ? !dect_json_scan_append_value (scan, out, error)
                      : !dect_json_scan_skip (scan, error))
        return FALSE;
    }
  return scan->token == DECT_JSON_END_OBJECT;
}

static gboolean
print_extra (
    Printer *printer, const DectRecord *record, const char *extra, GString *top, GError **error)
{
  g_autoptr (GError) reason = NULL;
  DectJsonScan scan;

  if (dect_json_scan_init (&scan, extra, strlen (extra), DECT_STORE_MAX_SITE_BYTES, &reason)
      && dect_json_scan_next (&scan, &reason) == DECT_JSON_BEGIN_OBJECT
      && print_extra_members (printer, record, &scan, top, &reason)
      && dect_json_scan_next (&scan, &reason) == DECT_JSON_END)
    return TRUE;
  if (record == NULL)
    record = (const DectRecord *) dect_snapshot_get_info (printer->snapshot);
  return fail (record, "extra", DECT_STORE_ERROR_JSON,
               reason != NULL ? reason->message : _("it is not an object."), error);
}

/* The members, without the braces. @top: as in print_extra_members () */
static gboolean
print_members (Printer *printer, const DectRecord *record, GString *top, GError **error)
{
  guint n_fields;
  const DectField *fields = dect_kind_fields (record->kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      if (has_value (printer, &fields[i], record))
        {
          print_name (printer, fields[i].id);
          if (!print_value (printer, &fields[i], record, error))
            return FALSE;
        }
      else if (dect_store_field_is_nullable (&fields[i]))
        {
          print_name (printer, fields[i].id);
          g_string_append (printer->out, "null");
        }
    }
  return record->extra == NULL || print_extra (printer, record, record->extra, top, error);
}

static gboolean
print_record (Printer *printer, const DectRecord *record, GError **error)
{
  if (record->id == 0 || record->id > DECT_STORE_MAX_ID)
    return fail (record, "id", DECT_STORE_ERROR_RANGE, _("the number is outside its range."),
                 error);
  g_string_append_printf (printer->out, "    {\"id\": %u", record->id);
  printer->first = FALSE;
  printer->separator = ", ";
  if (!print_members (printer, record, NULL, error))
    return FALSE;
  g_string_append_c (printer->out, '}');
  return TRUE;
}

static gboolean
print_list (Printer *printer, DectKind kind, GError **error)
{
  guint n_records;
  const DectRecord *const *records = dect_snapshot_records (printer->snapshot, kind, &n_records);
  gboolean empty = TRUE;

  g_string_append_printf (printer->out, ",\n  \"%s\": [", dect_kind_id (kind));
  for (guint i = 0; i < n_records; i++)
    {
      if (!is_owned (printer, records[i]))
        continue;
      g_string_append (printer->out, empty ? "\n" : ",\n");
      empty = FALSE;
      if (!print_record (printer, records[i], error))
        return FALSE;
      g_hash_table_insert (printer->kinds, GUINT_TO_POINTER (records[i]->id),
                           GUINT_TO_POINTER (kind));
    }
  g_string_append (printer->out, empty ? "]" : "\n  ]");
  return TRUE;
}

gboolean
dect_store_append_time (GString *out, gint64 seconds, GError **error)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  if (time == NULL || g_date_time_get_year (time) > 9999)
    {
      g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_RANGE,
                   _("A date in the site is beyond the year 9999 and cannot be saved."));
      return FALSE;
    }
  g_string_append_printf (out, "\"%04d-%02d-%02dT%02d:%02d:%02dZ\"", g_date_time_get_year (time),
                          g_date_time_get_month (time), g_date_time_get_day_of_month (time),
                          g_date_time_get_hour (time), g_date_time_get_minute (time),
                          g_date_time_get_second (time));
  return TRUE;
}

static gboolean
print_site (Printer *printer, GError **error)
{
  const DectRecord *info = (const DectRecord *) dect_snapshot_get_info (printer->snapshot);
  g_autoptr (GString) top = g_string_new (NULL);

  g_string_append_printf (printer->out,
                          "{\n  \"format\": \"%s\",\n  \"version\": %d,\n  \"changed\": ",
                          DECT_STORE_FORMAT_SITE, DECT_STORE_VERSION);
  if (!dect_store_append_time (printer->out, dect_snapshot_get_changed (printer->snapshot), error))
    return FALSE;
  g_string_append (printer->out, ",\n  \"site\": {\n    ");
  printer->separator = ",\n    ";
  printer->first = TRUE;
  if (!print_members (printer, info, top, error))
    return FALSE;
  g_string_append (printer->out, "\n  }");
  for (DectKind kind = DECT_KIND_SITE + 1; kind < DECT_N_KINDS; kind++)
    if (!print_list (printer, kind, error))
      return FALSE;
  printer->separator = ",\n  ";
  printer->first = FALSE;
  if (top->len > 0 && !print_extra (printer, NULL, top->str, NULL, error))
    return FALSE;
  g_string_append (printer->out, "\n}\n");
  return TRUE;
}

gboolean
dect_store_check_count (guint count, guint maximum, GError **error)
{
  if (count <= maximum)
    return TRUE;
  g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_RECORDS,
               _("The site holds %u things of one sort, more than the %u that a file can take."),
               count, maximum);
  return FALSE;
}

GBytes *
dect_store_end_json (GString *out, const char *entry, gsize maximum, GError **error)
{
  if (out->len <= maximum)
    return g_bytes_new (out->str, out->len);
  g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_ENTRY_SIZE,
               _("The site is too large: its %s would be larger than this program reads."), entry);
  return NULL;
}

GBytes *
dect_store_print_site (const DectSnapshot *snapshot, GError **error)
{
  g_autoptr (GString) out = g_string_sized_new (64 * 1024);
  g_autoptr (GHashTable) kinds = g_hash_table_new (NULL, NULL);
  Printer printer = { .snapshot = snapshot, .out = out, .kinds = kinds };
  guint n_records = 0;

  for (DectKind kind = DECT_KIND_SITE + 1; kind < DECT_N_KINDS; kind++)
    n_records += dect_snapshot_count (snapshot, kind);
  if (!dect_store_check_count (n_records, DECT_STORE_MAX_RECORDS, error)
      || !print_site (&printer, error))
    return NULL;
  return dect_store_end_json (out, DECT_STORE_ENTRY_SITE, DECT_STORE_MAX_SITE_BYTES, error);
}
