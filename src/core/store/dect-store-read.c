/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-store-private.h"

#include "model/dect-record.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* A reference as it stood in the file; checked when all records are known. */
typedef struct
{
  const char *at;
  guint32     id;
  DectKind    target;
} Reference;

/* One of the two JSON texts while it is read. After check_document () the scanner cannot fail any more, but is asked
 * all the same. */
typedef struct
{
  const char          *entry;
  DectJsonScan         scan;
  DectSnapshotBuilder *builder;
  DectRecord          *info;
  GHashTable          *kinds;      /* id -> kind */
  GArray              *references; /* Reference */
  GString             *top_extra;  /* members of the top that we do not know, without braces */
  guint                sections;   /* bit of each member of the top that was there */
  guint                n_records;
} Reader;

static void
reader_clear (Reader *reader)
{
  g_clear_pointer (&reader->info, dect_record_unref);
  g_clear_pointer (&reader->kinds, g_hash_table_unref);
  g_clear_pointer (&reader->references, g_array_unref);
  if (reader->top_extra != NULL)
    g_string_free (reader->top_extra, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

gboolean
dect_store_field_is_nullable (const DectField *field)
{
  if (field->type == DECT_FIELD_NUMBER)
    return !isnan (field->initial);
  return field->type == DECT_FIELD_INTEGER && field->initial != (double) DECT_UNSET;
}

void
dect_store_take_json_error (GError    **error,
                            const char *entry,
                            GError     *json_error)
{
  DectStoreError code = DECT_STORE_ERROR_JSON;

  if (g_error_matches (json_error, DECT_JSON_ERROR, DECT_JSON_ERROR_DEPTH))
    code = DECT_STORE_ERROR_JSON_DEPTH;
  else if (g_error_matches (json_error, DECT_JSON_ERROR, DECT_JSON_ERROR_VALUES))
    code = DECT_STORE_ERROR_JSON_VALUES;
  else if (g_error_matches (json_error, DECT_JSON_ERROR, DECT_JSON_ERROR_SIZE))
    code = DECT_STORE_ERROR_ENTRY_SIZE;
  g_set_error (error, DECT_STORE_ERROR, code, "%s: %s", entry, json_error->message);
  g_error_free (json_error);
}

static gboolean
fail (Reader        *reader,
      DectStoreError code,
      GError       **error,
      const char    *format,
      ...) G_GNUC_PRINTF (4, 5);

static gboolean
fail (Reader        *reader,
      DectStoreError code,
      GError       **error,
      const char    *format,
      ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, DECT_STORE_ERROR, code,
               /* Translators: file, line, and a sentence that says what is wrong there */
               _("%s, line %u: %s"), reader->entry, dect_json_scan_get_line (&reader->scan), reason);
  return FALSE;
}

static gboolean
next (Reader  *reader,
      GError **error)
{
  GError *json_error = NULL;

  if (dect_json_scan_next (&reader->scan, &json_error) != DECT_JSON_FAILED)
    return TRUE;
  dect_store_take_json_error (error, reader->entry, json_error);
  return FALSE;
}

static gboolean
skip (Reader  *reader,
      GError **error)
{
  GError *json_error = NULL;

  if (dect_json_scan_skip (&reader->scan, &json_error))
    return TRUE;
  dect_store_take_json_error (error, reader->entry, json_error);
  return FALSE;
}

/* Goes to the next token, which has to be @token. */
static gboolean
expect (Reader       *reader,
        DectJsonToken token,
        const char   *reason,
        GError      **error)
{
  return next (reader, error)
         && (reader->scan.token == token
             || fail (reader, DECT_STORE_ERROR_VALUE, error, "%s", reason));
}

static gboolean
start_scan (Reader  *reader,
            GBytes  *json,
            gsize    max_bytes,
            GError **error)
{
  GError *json_error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (json, &length);

  if (!dect_json_scan_init (&reader->scan, text, length, max_bytes, &json_error))
    {
      dect_store_take_json_error (error, reader->entry, json_error);
      return FALSE;
    }
  reader->scan.max_depth = DECT_STORE_MAX_DEPTH;
  return TRUE;
}

static gboolean
check_head (Reader     *reader,
            gboolean    ours,
            double      version,
            GError    **error)
{
  if (!ours)
    {
      g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_FOREIGN,
                   _("%s is not of a Handover site; choose a .handover file."), reader->entry);
      return FALSE;
    }
  if (version > DECT_STORE_VERSION)
    {
      g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_NEWER,
                   _("A newer program wrote this file (version %.0f; this one reads up to "
                     "version %d). Update Handover to open it."), version, DECT_STORE_VERSION);
      return FALSE;
    }
  if (version == DECT_STORE_VERSION)
    return TRUE;
  g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_VALUE,
               _("%s does not say which version it has."), reader->entry);
  return FALSE;
}

/* Format and version, wherever they stand, before anything else is looked at; the whole text is known to be JSON
 * within the bounds afterwards. */
static gboolean
check_document (Reader     *reader,
                const char *format,
                GError    **error)
{
  gboolean ours = FALSE;
  double version = 0;

  if (!next (reader, error))
    return FALSE;
  if (reader->scan.token != DECT_JSON_BEGIN_OBJECT)
    return skip (reader, error) && next (reader, error) && check_head (reader, FALSE, 0, error);
  for (;;)
    {
      gboolean is_format, is_version;

      if (!next (reader, error))
        return FALSE;
      if (reader->scan.token != DECT_JSON_KEY)
        break;
      is_format = dect_json_scan_equal (&reader->scan, "format");
      is_version = dect_json_scan_equal (&reader->scan, "version");
      if (!next (reader, error))
        return FALSE;
      if (is_format)
        ours = reader->scan.token == DECT_JSON_STRING
               && dect_json_scan_equal (&reader->scan, format);
      else if (is_version && reader->scan.token == DECT_JSON_NUMBER)
        version = dect_json_scan_get_number (&reader->scan);
      if (!skip (reader, error))
        return FALSE;
    }
  return next (reader, error) && check_head (reader, ours, version, error);
}

/* The instant of "2026-01-31T12:34:56Z", in that form only. */
static gboolean
read_time (Reader  *reader,
           gint64  *seconds,
           GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;

  if (!expect (reader, DECT_JSON_STRING, _("a date is a text such as “2026-01-31T12:34:56Z”."),
               error))
    return FALSE;
  text = dect_json_scan_dup_string (&reader->scan);
  if (strlen (text) == strlen ("2026-01-31T12:34:56Z") && text[10] == 'T' && text[19] == 'Z')
    time = g_date_time_new_from_iso8601 (text, utc);
  if (time == NULL)
    return fail (reader, DECT_STORE_ERROR_RANGE, error,
                 _("“%.40s” is not a date such as “2026-01-31T12:34:56Z”."), text);
  *seconds = g_date_time_to_unix (time);
  return TRUE;
}

static gboolean
fail_type (Reader          *reader,
           const DectField *field,
           const char      *wanted,
           GError         **error)
{
  return fail (reader, DECT_STORE_ERROR_VALUE, error,
               /* Translators: name of a member, and what stands for a value: "a number", "true or false" */
               _("“%s” must be %s."), field->id, wanted);
}

static gboolean
read_text (Reader          *reader,
           const DectField *field,
           DectRecord      *record,
           GError         **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *text = NULL;

  if (reader->scan.token != DECT_JSON_STRING)
    return fail_type (reader, field, _("a text"), error);
  text = dect_json_scan_dup_string (&reader->scan);
  if (!dect_field_set_text (field, record, text, &reason))
    return fail (reader, DECT_STORE_ERROR_VALUE, error, "“%s”: %s", field->id, reason->message);
  if (record->kind == DECT_KIND_FLOOR && g_str_equal (field->id, "plan")
      && !dect_store_is_plan_name (text))
    return fail_type (reader, field, _("the name of an image below “plans/”"), error);
  return TRUE;
}

static gboolean
read_number (Reader          *reader,
             const DectField *field,
             double          *value,
             GError         **error)
{
  gboolean whole = field->type == DECT_FIELD_INTEGER;

  if (reader->scan.token == DECT_JSON_NUMBER)
    *value = dect_json_scan_get_number (&reader->scan);
  if (reader->scan.token != DECT_JSON_NUMBER || (whole && *value != floor (*value)))
    return fail_type (reader, field, whole ? _("a whole number") : _("a number"), error);
  if (isfinite (*value) && *value >= field->minimum && *value <= field->maximum)
    return TRUE;
  return fail (reader, DECT_STORE_ERROR_RANGE, error,
               _("“%s” is outside its range, %g to %g."), field->id, field->minimum,
               field->maximum);
}

static gboolean
read_choice (Reader          *reader,
             const DectField *field,
             DectRecord      *record,
             GError         **error)
{
  if (reader->scan.token != DECT_JSON_STRING)
    return fail_type (reader, field, _("a text"), error);
  for (const DectChoice *choice = field->choices; choice->id != NULL; choice++)
    if (dect_json_scan_equal (&reader->scan, choice->id))
      {
        dect_field_set_int (field, record, choice->value);
        return TRUE;
      }
  return fail (reader, DECT_STORE_ERROR_CHOICE, error,
               _("“%s” has a word there that it does not know."), field->id);
}

static gboolean
read_id (Reader  *reader,
         guint32 *id,
         GError **error)
{
  double value = 0;

  if (reader->scan.token == DECT_JSON_NUMBER)
    value = dect_json_scan_get_number (&reader->scan);
  if (!(value >= 1 && value <= DECT_STORE_MAX_ID && value == floor (value)))
    return fail (reader, DECT_STORE_ERROR_VALUE, error,
                 _("an id is a whole number from 1 to %d."), DECT_STORE_MAX_ID);
  *id = (guint32) value;
  return TRUE;
}

static gboolean
read_reference (Reader          *reader,
                const DectField *field,
                DectRecord      *record,
                GError         **error)
{
  Reference reference = { .at = reader->scan.start, .target = field->target };

  if (!read_id (reader, &reference.id, error))
    return FALSE;
  dect_field_set_ref (field, record, reference.id);
  g_array_append_val (reader->references, reference);
  return TRUE;
}

/* The scanner stands on the field's key. */
static gboolean
read_field (Reader          *reader,
            const DectField *field,
            DectRecord      *record,
            GError         **error)
{
  double value;

  if (!next (reader, error))
    return FALSE;
  if (reader->scan.token == DECT_JSON_NULL && dect_store_field_is_nullable (field))
    {
      dect_field_clear (field, record);
      return TRUE;
    }
  if (dect_field_is_text (field))
    return read_text (reader, field, record, error);
  switch ((gint) field->type)
    {
    case DECT_FIELD_NUMBER:
      if (!read_number (reader, field, &value, error))
        return FALSE;
      dect_field_set_number (field, record, value);
      return TRUE;

    case DECT_FIELD_INTEGER:
      if (!read_number (reader, field, &value, error))
        return FALSE;
      dect_field_set_int (field, record, (gint) value);
      return TRUE;

    case DECT_FIELD_BOOL:
      if (reader->scan.token != DECT_JSON_TRUE && reader->scan.token != DECT_JSON_FALSE)
        return fail_type (reader, field, _("true or false"), error);
      dect_field_set_int (field, record, reader->scan.token == DECT_JSON_TRUE);
      return TRUE;

    case DECT_FIELD_CHOICE:
      return read_choice (reader, field, record, error);

    case DECT_FIELD_REFERENCE:
      return read_reference (reader, field, record, error);

    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Members come in the order of the table when we wrote them, so the search begins behind the last one. */
static const DectField *
find_field (Reader *reader,
            DectKind kind,
            guint   *place)
{
  guint n_fields;
  const DectField *fields = dect_kind_fields (kind, &n_fields);

  g_assert (n_fields < 63); /* a bit each, see read_member () */
  for (guint i = 0; i < n_fields; i++)
    {
      guint at = (*place + i) % n_fields;

      if (dect_json_scan_equal (&reader->scan, fields[at].id))
        {
          *place = at + 1;
          return &fields[at];
        }
    }
  return NULL;
}

static gboolean
keep_member (Reader  *reader,
             GString *extra,
             GError **error)
{
  GError *json_error = NULL;

  g_string_append (extra, extra->len > 0 ? ", " : "");
  g_string_append_len (extra, reader->scan.start, reader->scan.end - reader->scan.start);
  g_string_append (extra, ": ");
  if (dect_json_scan_append_value (&reader->scan, extra, &json_error))
    return TRUE;
  dect_store_take_json_error (error, reader->entry, json_error);
  return FALSE;
}

static gboolean
fail_twice (Reader  *reader,
            GError **error)
{
  g_autofree char *name = dect_json_scan_dup_string (&reader->scan);

  return fail (reader, DECT_STORE_ERROR_VALUE, error, _("“%.40s” stands there twice."), name);
}

/* One member of a record; the scanner stands on its key. */
static gboolean
read_member (Reader     *reader,
             DectRecord *record,
             guint64    *seen,
             guint      *place,
             GString    *extra,
             GError    **error)
{
  const DectField *field;
  guint64 bit = G_GUINT64_CONSTANT (1) << 63;
  gboolean is_id = record->kind != DECT_KIND_SITE && dect_json_scan_equal (&reader->scan, "id");

  field = is_id ? NULL : find_field (reader, record->kind, place);
  if (field != NULL)
    bit = G_GUINT64_CONSTANT (1) << (*place - 1);
  if (is_id || field != NULL)
    {
      if (*seen & bit)
        return fail_twice (reader, error);
      *seen |= bit;
    }
  if (is_id)
    return next (reader, error) && read_id (reader, &record->id, error);
  if (field != NULL)
    return read_field (reader, field, record, error);
  if (record->kind == DECT_KIND_SITE && dect_json_scan_equal (&reader->scan, DECT_STORE_TOP_EXTRA))
    return fail (reader, DECT_STORE_ERROR_VALUE, error,
                 _("the name “%s” cannot be used here."), DECT_STORE_TOP_EXTRA);
  return keep_member (reader, extra, error);
}

/* A wall without a floor is nowhere; the model would drop it without a word. */
static gboolean
check_owners (Reader           *reader,
              const DectRecord *record,
              GError          **error)
{
  guint n_fields;
  const DectField *fields = dect_kind_fields (record->kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if ((fields[i].flags & DECT_FIELD_OWNER) && !dect_field_is_set (&fields[i], record))
      return fail (reader, DECT_STORE_ERROR_REFERENCE, error, _("the member “%s” is missing."),
                   fields[i].id);
  return TRUE;
}

/* The scanner stands on the record's opening brace. */
static DectRecord *
read_record (Reader  *reader,
             DectKind kind,
             GError **error)
{
  DectRecord *record = dect_record_new (kind);
  GString *extra = g_string_new (NULL);
  guint64 seen = 0;
  guint place = 0;
  gboolean right;

  while ((right = next (reader, error)) && reader->scan.token == DECT_JSON_KEY)
    if (!(right = read_member (reader, record, &seen, &place, extra, error)))
      break;
  if (right && kind != DECT_KIND_SITE && record->id == 0)
    right = fail (reader, DECT_STORE_ERROR_VALUE, error, _("the id is missing."));
  right = right && check_owners (reader, record, error);
  if (right && extra->len > 0)
    record->extra = g_strdup_printf ("{%s}", extra->str);
  g_string_free (extra, TRUE);
  if (!right)
    g_clear_pointer (&record, dect_record_unref);
  return record;
}

static gboolean
take_record (Reader     *reader,
             DectRecord *record,
             GError    **error)
{
  guint32 id = record->id;
  DectKind kind = record->kind;

  if (++reader->n_records > DECT_STORE_MAX_RECORDS)
    {
      dect_record_unref (record);
      return fail (reader, DECT_STORE_ERROR_RECORDS, error,
                   _("the site has more things than this program reads."));
    }
  if (dect_snapshot_builder_add (reader->builder, record) == 0)
    return fail (reader, DECT_STORE_ERROR_ID, error, _("the id %u is used twice."), id);
  g_hash_table_insert (reader->kinds, GUINT_TO_POINTER (id), GUINT_TO_POINTER (kind));
  return TRUE;
}

static gboolean
read_list (Reader  *reader,
           DectKind kind,
           GError **error)
{
  if (!expect (reader, DECT_JSON_BEGIN_ARRAY, _("a list in brackets is expected here."), error))
    return FALSE;
  while (next (reader, error))
    {
      DectRecord *record;

      if (reader->scan.token == DECT_JSON_END_ARRAY)
        return TRUE;
      if (reader->scan.token != DECT_JSON_BEGIN_OBJECT)
        return fail (reader, DECT_STORE_ERROR_VALUE, error,
                     _("an object in braces is expected here."));
      record = read_record (reader, kind, error);
      if (record == NULL || !take_record (reader, record, error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
read_info (Reader  *reader,
           GError **error)
{
  if (!expect (reader, DECT_JSON_BEGIN_OBJECT, _("an object in braces is expected here."), error))
    return FALSE;
  reader->info = read_record (reader, DECT_KIND_SITE, error);
  return reader->info != NULL;
}

static gboolean
read_changed (Reader  *reader,
              GError **error)
{
  gint64 changed;

  if (!read_time (reader, &changed, error))
    return FALSE;
  dect_snapshot_builder_set_changed (reader->builder, changed);
  return TRUE;
}

static const char *const head_members[] = { "format", "version", "changed" };

/* Place of a member of the top: a kind, or behind the kinds one of the head; -1 when it is unknown. */
static gint
find_section (const char *name)
{
  for (gint kind = 0; kind < DECT_N_KINDS; kind++)
    if (g_str_equal (name, dect_kind_id (kind)))
      return kind;
  for (guint i = 0; i < G_N_ELEMENTS (head_members); i++)
    if (g_str_equal (name, head_members[i]))
      return DECT_N_KINDS + (gint) i;
  return -1;
}

gboolean
dect_store_is_top_member (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return find_section (name) >= 0;
}

/* One member of the top; the scanner stands on its key. */
static gboolean
read_section (Reader  *reader,
              GError **error)
{
  g_autofree char *name = dect_json_scan_dup_string (&reader->scan);
  gint section = find_section (name);

  if (section < 0)
    return keep_member (reader, reader->top_extra, error);
  if (reader->sections & (1u << section))
    return fail_twice (reader, error);
  reader->sections |= 1u << section;
  if (section == DECT_KIND_SITE)
    return read_info (reader, error);
  if (section < DECT_N_KINDS)
    return read_list (reader, section, error);
  if (g_str_equal (name, "changed"))
    return read_changed (reader, error);
  return skip (reader, error);
}

static gboolean
check_references (Reader  *reader,
                  GError **error)
{
  for (guint i = 0; i < reader->references->len; i++)
    {
      const Reference *reference = &g_array_index (reader->references, Reference, i);
      gpointer kind;

      if (g_hash_table_lookup_extended (reader->kinds, GUINT_TO_POINTER (reference->id), NULL, &kind)
          && GPOINTER_TO_UINT (kind) == reference->target)
        continue;
      reader->scan.start = reference->at;
      return fail (reader, DECT_STORE_ERROR_REFERENCE, error,
                   /* Translators: %2$s is a kind of thing, "floor" */
                   _("the id %1$u is not that of a %2$s."), reference->id,
                   dect_kind_label (reference->target));
    }
  return TRUE;
}

/* Unknown members of the top travel in the site's own record. */
static void
take_info (Reader *reader)
{
  DectRecord *info = g_steal_pointer (&reader->info);

  if (reader->top_extra->len > 0)
    {
      g_autofree char *own = g_steal_pointer (&info->extra);
      gint length = own != NULL ? (gint) strlen (own) - 2 : 0;

      info->extra = g_strdup_printf ("{%.*s%s\"" DECT_STORE_TOP_EXTRA "\": {%s}}", length,
                                     own != NULL ? own + 1 : "", length > 0 ? ", " : "",
                                     reader->top_extra->str);
    }
  dect_snapshot_builder_add (reader->builder, info);
}

gboolean
dect_store_parse_site (GBytes              *json,
                       DectSnapshotBuilder *builder,
                       GError             **error)
{
  g_auto (Reader) reader = { .entry = DECT_STORE_ENTRY_SITE, .builder = builder };

  if (!start_scan (&reader, json, DECT_STORE_MAX_SITE_BYTES, error)
      || !check_document (&reader, DECT_STORE_FORMAT_SITE, error)
      || !start_scan (&reader, json, DECT_STORE_MAX_SITE_BYTES, error)
      || !next (&reader, error))
    return FALSE;
  reader.kinds = g_hash_table_new (NULL, NULL);
  reader.references = g_array_new (FALSE, FALSE, sizeof (Reference));
  reader.top_extra = g_string_new (NULL);
  for (;;)
    {
      if (!next (&reader, error))
        return FALSE;
      if (reader.scan.token != DECT_JSON_KEY)
        break;
      if (!read_section (&reader, error))
        return FALSE;
    }
  if (reader.info == NULL)
    return fail (&reader, DECT_STORE_ERROR_VALUE, error, _("the member “site” is missing."));
  if (!check_references (&reader, error))
    return FALSE;
  take_info (&reader);
  return TRUE;
}

/* --- The log ----------------------------------------------------------------------------------- */

static gboolean
read_details (Reader  *reader,
              char   **details,
              GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GError *json_error = NULL;

  if (!expect (reader, DECT_JSON_BEGIN_OBJECT, _("an object in braces is expected here."), error))
    return FALSE;
  if (!dect_json_scan_append_value (&reader->scan, text, &json_error))
    {
      dect_store_take_json_error (error, reader->entry, json_error);
      return FALSE;
    }
  g_free (*details);
  *details = g_strdup (text->str);
  return TRUE;
}

static gboolean
read_event (Reader  *reader,
            char   **event,
            GError **error)
{
  if (!expect (reader, DECT_JSON_STRING, _("an event is a text."), error))
    return FALSE;
  g_free (*event);
  *event = dect_json_scan_dup_string (&reader->scan);
  return TRUE;
}

/* The scanner stands on the entry's opening brace. */
static gboolean
read_entry (Reader  *reader,
            GError **error)
{
  g_autofree char *event = NULL;
  g_autofree char *details = NULL;
  gint64 time = 0;

  for (;;)
    {
      gboolean right;

      if (!next (reader, error))
        return FALSE;
      if (reader->scan.token != DECT_JSON_KEY)
        break;
      if (dect_json_scan_equal (&reader->scan, "time"))
        right = read_time (reader, &time, error);
      else if (dect_json_scan_equal (&reader->scan, "event"))
        right = read_event (reader, &event, error);
      else if (dect_json_scan_equal (&reader->scan, "details"))
        right = read_details (reader, &details, error);
      else
        right = skip (reader, error);
      if (!right)
        return FALSE;
    }
  if (event == NULL || *event == '\0')
    return fail (reader, DECT_STORE_ERROR_VALUE, error, _("the member “event” is missing."));
  if (++reader->n_records > DECT_STORE_MAX_LOG_ENTRIES)
    return fail (reader, DECT_STORE_ERROR_RECORDS, error,
                 _("the log is longer than this program reads."));
  dect_snapshot_builder_add_log (reader->builder, dect_log_entry_new (time, event, details));
  return TRUE;
}

static gboolean
read_entries (Reader  *reader,
              GError **error)
{
  if (!expect (reader, DECT_JSON_BEGIN_ARRAY, _("a list in brackets is expected here."), error))
    return FALSE;
  while (next (reader, error))
    {
      if (reader->scan.token == DECT_JSON_END_ARRAY)
        return TRUE;
      if (reader->scan.token != DECT_JSON_BEGIN_OBJECT)
        return fail (reader, DECT_STORE_ERROR_VALUE, error,
                     _("an object in braces is expected here."));
      if (!read_entry (reader, error))
        return FALSE;
    }
  return FALSE;
}

gboolean
dect_store_parse_log (GBytes              *json,
                      DectSnapshotBuilder *builder,
                      GError             **error)
{
  g_auto (Reader) reader = { .entry = DECT_STORE_ENTRY_LOG, .builder = builder };

  if (!start_scan (&reader, json, DECT_STORE_MAX_LOG_BYTES, error)
      || !check_document (&reader, DECT_STORE_FORMAT_LOG, error)
      || !start_scan (&reader, json, DECT_STORE_MAX_LOG_BYTES, error)
      || !next (&reader, error))
    return FALSE;
  for (;;)
    {
      if (!next (&reader, error))
        return FALSE;
      if (reader.scan.token != DECT_JSON_KEY)
        return TRUE;
      if (dect_json_scan_equal (&reader.scan, "entries") ? !read_entries (&reader, error)
                                                         : !skip (&reader, error))
        return FALSE;
    }
}
