/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-store-private.h"
#include "store/dect-store-reader-private.h"

#include "model/dect-record.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* A reference as it stood in the file; checked when all records are known. */
typedef struct
{
  const char *at;
  guint32 id;
  DectKind target;
} Reference;

/* site.json while it is read. */
typedef struct
{
  DectStoreReader base;
  DectSnapshotBuilder *builder;
  DectRecord *info;
  GHashTable *kinds;  /* id -> kind */
  GArray *references; /* Reference */
  GString *top_extra; /* members of the top that we do not know, without braces */
  guint sections;     /* bit of each member of the top that was there */
  guint n_records;
  GPtrArray
      *problems; /* values that are left out, a sentence each; NULL: the first one is the end */
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

static gboolean
fail_type (Reader *reader, const DectField *field, const char *wanted, GError **error)
{
  return dect_store_reader_fail (
      &reader->base, DECT_STORE_ERROR_VALUE, error,
      /* Translators: name of a member, and what stands for a value: "a number", "true or false" */
      _("“%s” must be %s."), field->id, wanted);
}

static gboolean
read_text (Reader *reader, const DectField *field, DectRecord *record, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *text = NULL;
  const char *folder;

  if (reader->base.scan.token != DECT_JSON_STRING)
    return fail_type (reader, field, _("a text"), error);
  text = dect_json_scan_dup_string (&reader->base.scan);
  /* First of all, since a record may be kept without the value that is wrong. */
  folder = dect_store_image_folder (record->kind, field);
  if (folder != NULL && !dect_store_is_image_name (text, folder))
    return dect_store_reader_fail (&reader->base, DECT_STORE_ERROR_VALUE, error,
                                   _("“%s” is not the name of an image below “%s”."), field->id,
                                   folder);
  if (!dect_field_set_text (field, record, text, &reason))
    return dect_store_reader_fail (&reader->base, DECT_STORE_ERROR_VALUE, error, "“%s”: %s",
                                   field->id, reason->message);
  return TRUE;
}

static gboolean
read_number (Reader *reader, const DectField *field, double *value, GError **error)
{
  gboolean whole = field->type == DECT_FIELD_INTEGER;

  if (reader->base.scan.token == DECT_JSON_NUMBER)
    *value = dect_json_scan_get_number (&reader->base.scan);
  if (reader->base.scan.token != DECT_JSON_NUMBER || (whole && *value != floor (*value)))
    return fail_type (reader, field, whole ? _("a whole number") : _("a number"), error);
  if (isfinite (*value) && *value >= field->minimum && *value <= field->maximum)
    return TRUE;
  return dect_store_reader_fail (&reader->base, DECT_STORE_ERROR_RANGE, error,
                                 _("“%s” is outside its range, %g to %g."), field->id,
                                 field->minimum, field->maximum);
}

static gboolean
read_choice (Reader *reader, const DectField *field, DectRecord *record, GError **error)
{
  if (reader->base.scan.token != DECT_JSON_STRING)
    return fail_type (reader, field, _("a text"), error);
  for (const DectChoice *choice = field->choices; choice->id != NULL; choice++)
    if (dect_json_scan_equal (&reader->base.scan, choice->id))
      {
        dect_field_set_int (field, record, choice->value);
        return TRUE;
      }
  return dect_store_reader_fail (&reader->base, DECT_STORE_ERROR_CHOICE, error,
                                 _("“%s” has a word there that it does not know."), field->id);
}

static gboolean
read_id (Reader *reader, guint32 *id, GError **error)
{
  double value = 0;

  if (reader->base.scan.token == DECT_JSON_NUMBER)
    value = dect_json_scan_get_number (&reader->base.scan);
  if (!(value >= 1 && value <= DECT_STORE_MAX_ID && value == floor (value)))
    return dect_store_reader_fail (&reader->base, DECT_STORE_ERROR_VALUE, error,
                                   _("an id is a whole number from 1 to %d."), DECT_STORE_MAX_ID);
  *id = (guint32) value;
  return TRUE;
}

static gboolean
read_reference (Reader *reader, const DectField *field, DectRecord *record, GError **error)
{
  Reference reference = { .at = reader->base.scan.start, .target = field->target };

  if (!read_id (reader, &reference.id, error))
    return FALSE;
  dect_field_set_ref (field, record, reference.id);
  g_array_append_val (reader->references, reference);
  return TRUE;
}

/* The scanner stands on the field's key. */
static gboolean
read_field (Reader *reader, const DectField *field, DectRecord *record, GError **error)
{
  double value = 0.0;

  if (!dect_store_reader_next (&reader->base, error))
    return FALSE;
  if (reader->base.scan.token == DECT_JSON_NULL && dect_store_field_is_nullable (field))
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
      if (reader->base.scan.token != DECT_JSON_TRUE && reader->base.scan.token != DECT_JSON_FALSE)
        return fail_type (reader, field, _("true or false"), error);
      dect_field_set_int (field, record, reader->base.scan.token == DECT_JSON_TRUE);
      return TRUE;

    case DECT_FIELD_CHOICE:
      return read_choice (reader, field, record, error);

    case DECT_FIELD_REFERENCE:
      return read_reference (reader, field, record, error);

    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Members come in the order of the table when we wrote them, so the search begins behind the last
 * one. */
static const DectField *
find_field (Reader *reader, DectKind kind, guint *place)
{
  guint n_fields;
  const DectField *fields = dect_kind_fields (kind, &n_fields);

  g_assert (n_fields < 63); /* a bit each, see read_member () */
  for (guint i = 0; i < n_fields; i++)
    {
      guint at = (*place + i) % n_fields;

      if (dect_json_scan_equal (&reader->base.scan, fields[at].id))
        {
          *place = at + 1;
          return &fields[at];
        }
    }
  return NULL;
}

static gboolean
keep_member (Reader *reader, GString *extra, GError **error)
{
  g_string_append (extra, extra->len > 0 ? ", " : "");
  g_string_append_len (extra, reader->base.scan.start,
                       reader->base.scan.end - reader->base.scan.start);
  g_string_append (extra, ": ");
  return dect_store_reader_append (&reader->base, extra, error);
}

static gboolean
fail_twice (Reader *reader, GError **error)
{
  g_autofree char *name = dect_json_scan_dup_string (&reader->base.scan);

  return dect_store_reader_fail (&reader->base, DECT_STORE_ERROR_VALUE, error,
                                 _("“%.40s” stands there twice."), name);
}

/* Where somebody wants the rest of the record all the same. @reason: (transfer full) */
static gboolean
put_up_with (Reader *reader, GError *reason, GError **error)
{
  if (reader->problems == NULL || reader->base.scan.token == DECT_JSON_FAILED)
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  g_ptr_array_add (reader->problems, g_strdup (reason->message));
  g_error_free (reason);
  return TRUE;
}

/* One member of a record; the scanner stands on its key. */
static gboolean
read_member (
    Reader *reader, DectRecord *record, guint64 *seen, guint *place, GString *extra, GError **error)
{
  const DectField *field;
  GError *reason = NULL;
  guint64 bit = G_GUINT64_CONSTANT (1) << 63;
  gboolean is_id
      = record->kind != DECT_KIND_SITE && dect_json_scan_equal (&reader->base.scan, "id");

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
    return dect_store_reader_next (&reader->base, error) && read_id (reader, &record->id, error);
  if (field != NULL)
    return read_field (reader, field, record, &reason)
           || (put_up_with (reader, reason, error)
               && dect_store_reader_skip (&reader->base, error));
  if (record->kind == DECT_KIND_SITE
      && dect_json_scan_equal (&reader->base.scan, DECT_STORE_TOP_EXTRA))
    return dect_store_reader_fail (&reader->base, DECT_STORE_ERROR_VALUE, error,
                                   _("the name “%s” cannot be used here."), DECT_STORE_TOP_EXTRA);
  return keep_member (reader, extra, error);
}

/* A wall without a floor is nowhere; the model would drop it without a word. */
static gboolean
check_owners (Reader *reader, const DectRecord *record, GError **error)
{
  guint n_fields;
  const DectField *fields = dect_kind_fields (record->kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if ((fields[i].flags & DECT_FIELD_OWNER) && !dect_field_is_set (&fields[i], record))
      return dect_store_reader_fail (&reader->base, DECT_STORE_ERROR_REFERENCE, error,
                                     _("the member “%s” is missing."), fields[i].id);
  return TRUE;
}

/* The scanner stands on the record's opening brace. */
static DectRecord *
read_record (Reader *reader, DectKind kind, GError **error)
{
  DectRecord *record = dect_record_new (kind);
  GString *extra = g_string_new (NULL);
  GError *reason = NULL;
  guint64 seen = 0;
  guint place = 0;
  gboolean right;

  while ((right = dect_store_reader_next (&reader->base, error))
         && reader->base.scan.token == DECT_JSON_KEY)
    if (!(right = read_member (reader, record, &seen, &place, extra, error)))
      break;
  if (right && kind != DECT_KIND_SITE && record->id == 0)
    right = dect_store_reader_fail (&reader->base, DECT_STORE_ERROR_VALUE, error,
                                    _("the id is missing."));
  right = right && (check_owners (reader, record, &reason) || put_up_with (reader, reason, error));
  if (right && extra->len > 0)
    record->extra = g_strdup_printf ("{%s}", extra->str);
  g_string_free (extra, TRUE);
  if (!right)
    g_clear_pointer (&record, dect_record_unref);
  return record;
}

DectRecord *
dect_store_parse_record (
    const char *text, gsize length, DectKind kind, guint line, GPtrArray *problems, GError **error)
{
  g_auto (Reader) reader = { .base.entry = DECT_STORE_ENTRY_SITE };
  g_autoptr (DectRecord) record = NULL;

  reader.base.lines_before = line - 1;
  reader.problems = problems;
  reader.references = g_array_new (FALSE, FALSE, sizeof (Reference));
  if (!dect_json_scan_init (&reader.base.scan, text, length, DECT_STORE_MAX_SITE_BYTES, error))
    return NULL;
  reader.base.scan.max_depth = DECT_STORE_MAX_DEPTH;
  if (!dect_store_reader_expect (&reader.base, DECT_JSON_BEGIN_OBJECT,
                                 _("an object in braces is expected here."), error))
    return NULL;
  record = read_record (&reader, kind, error);
  if (record == NULL || !dect_store_reader_expect (&reader.base, DECT_JSON_END, "", error))
    return NULL;
  return g_steal_pointer (&record);
}

static gboolean
take_record (Reader *reader, DectRecord *record, GError **error)
{
  guint32 id = record->id;
  DectKind kind = record->kind;

  if (++reader->n_records > DECT_STORE_MAX_RECORDS)
    {
      dect_record_unref (record);
      return dect_store_reader_fail (&reader->base, DECT_STORE_ERROR_RECORDS, error,
                                     _("the site has more things than this program reads."));
    }
  if (dect_snapshot_builder_add (reader->builder, record) == 0)
    return dect_store_reader_fail (&reader->base, DECT_STORE_ERROR_ID, error,
                                   _("the id %u is used twice."), id);
  g_hash_table_insert (reader->kinds, GUINT_TO_POINTER (id), GUINT_TO_POINTER (kind));
  return TRUE;
}

static gboolean
read_list (Reader *reader, DectKind kind, GError **error)
{
  if (!dect_store_reader_expect (&reader->base, DECT_JSON_BEGIN_ARRAY,
                                 _("a list in brackets is expected here."), error))
    return FALSE;
  while (dect_store_reader_next (&reader->base, error))
    {
      DectRecord *record;

      if (reader->base.scan.token == DECT_JSON_END_ARRAY)
        return TRUE;
      if (reader->base.scan.token != DECT_JSON_BEGIN_OBJECT)
        return dect_store_reader_fail (&reader->base, DECT_STORE_ERROR_VALUE, error,
                                       _("an object in braces is expected here."));
      record = read_record (reader, kind, error);
      if (record == NULL || !take_record (reader, record, error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
read_info (Reader *reader, GError **error)
{
  if (!dect_store_reader_expect (&reader->base, DECT_JSON_BEGIN_OBJECT,
                                 _("an object in braces is expected here."), error))
    return FALSE;
  reader->info = read_record (reader, DECT_KIND_SITE, error);
  return reader->info != NULL;
}

static gboolean
read_changed (Reader *reader, GError **error)
{
  gint64 changed;

  if (!dect_store_reader_time (&reader->base, &changed, error))
    return FALSE;
  dect_snapshot_builder_set_changed (reader->builder, changed);
  return TRUE;
}

static const char *const head_members[] = { "format", "version", "changed" };

/* Place of a member of the top: a kind, or behind the kinds one of the head; -1 when it is unknown.
 */
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
read_section (Reader *reader, GError **error)
{
  g_autofree char *name = dect_json_scan_dup_string (&reader->base.scan);
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
  return dect_store_reader_skip (&reader->base, error);
}

static gboolean
check_references (Reader *reader, GError **error)
{
  for (guint i = 0; i < reader->references->len; i++)
    {
      const Reference *reference = &g_array_index (reader->references, Reference, i);
      gpointer kind;

      if (g_hash_table_lookup_extended (reader->kinds, GUINT_TO_POINTER (reference->id), NULL,
                                        &kind)
          && GPOINTER_TO_UINT (kind) == reference->target)
        continue;
      reader->base.scan.start = reference->at;
      return dect_store_reader_fail (&reader->base, DECT_STORE_ERROR_REFERENCE, error,
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
dect_store_parse_site (GBytes *json, DectSnapshotBuilder *builder, GError **error)
{
  g_auto (Reader) reader = { .base.entry = DECT_STORE_ENTRY_SITE, .builder = builder };

  if (!dect_store_reader_open (&reader.base, json, DECT_STORE_MAX_SITE_BYTES,
                               DECT_STORE_FORMAT_SITE, error))
    return FALSE;
  reader.kinds = g_hash_table_new (NULL, NULL);
  reader.references = g_array_new (FALSE, FALSE, sizeof (Reference));
  reader.top_extra = g_string_new (NULL);
  for (;;)
    {
      if (!dect_store_reader_next (&reader.base, error))
        return FALSE;
      if (reader.base.scan.token != DECT_JSON_KEY)
        break;
      if (!read_section (&reader, error))
        return FALSE;
    }
  if (reader.info == NULL)
    return dect_store_reader_fail (&reader.base, DECT_STORE_ERROR_VALUE, error,
                                   _("the member “site” is missing."));
  if (!check_references (&reader, error))
    return FALSE;
  take_info (&reader);
  return TRUE;
}
