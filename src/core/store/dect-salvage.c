/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-salvage-private.h"

#include "store/dect-json-scan.h"
#include "store/dect-load.h"
#include "store/dect-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
dect_salvage_free (DectSalvage *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->site, dect_snapshot_unref);
  g_clear_pointer (&self->lost, g_ptr_array_unref);
  g_free (self);
}

void
dect_salvage_lose (DectSalvage *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* What is looked at once more inside of something lost is not lost once more. */
  if (self->lost->len > 0 && g_str_equal (self->lost->pdata[self->lost->len - 1], text))
    return;
  if (self->lost->len < DECT_SALVAGE_MAX_LOST)
    g_ptr_array_add (self->lost, g_steal_pointer (&text));
  else
    self->n_more++;
}

/* --- Records ----------------------------------------------------------------------------------- */

/* The records that are left, before it is known what they refer to. */
typedef struct
{
  DectSalvage *salvage;
  GPtrArray *records;
  GHashTable *kinds; /* id -> kind, both as pointers */
  gboolean has_info;
} Records;

static gboolean
is_kind_id (const char *name)
{
  for (guint kind = 0; kind < DECT_N_KINDS; kind++)
    if (g_str_equal (name, dect_kind_id (kind)))
      return TRUE;
  return FALSE;
}

static DectKind
kind_from_id (const char *name)
{
  DectKind kind = 0;

  while (!g_str_equal (name, dect_kind_id (kind)))
    kind++;
  return kind;
}

/* How many members of a record are not those of its kind. */
static guint
count_strange (const DectRecord *record)
{
  DectJsonScan scan;
  guint n = 0;

  if (record->extra == NULL
      || !dect_json_scan_init (&scan, record->extra, strlen (record->extra), G_MAXUINT32, NULL))
    return 0;
  dect_json_scan_next (&scan, NULL);
  while (dect_json_scan_next (&scan, NULL) == DECT_JSON_KEY && dect_json_scan_skip (&scan, NULL))
    n++;
  return n;
}

/* A list whose name is gone goes on in the one before it. What a record is then shows by its
 * members: the kind that knows most of them, and that of the list where several do. @problems:
 * (out) (transfer full): of the kind chosen */
static DectRecord *
parse_as_it_fits (
    const char *list, const char *text, gsize length, guint line, GPtrArray **problems)
{
  DectKind listed = kind_from_id (list);
  DectRecord *best = NULL;
  guint least = G_MAXUINT;

  *problems = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i <= DECT_N_KINDS && least > 0; i++)
    {
      DectKind kind = i == 0 ? listed : i - 1;
      g_autoptr (GPtrArray) own = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (DectRecord) record = NULL;
      guint strange;

      /* Everything may be a site of unknown members. */
      if (i > 0 && kind == DECT_KIND_SITE)
        continue;
      record = dect_store_parse_record (text, length, kind, line, own, NULL);
      strange = record != NULL ? count_strange (record) + own->len : G_MAXUINT;
      if (strange >= least)
        continue;
      least = strange;
      g_clear_pointer (&best, dect_record_unref);
      best = g_steal_pointer (&record);
      g_ptr_array_unref (*problems);
      *problems = g_steal_pointer (&own);
    }
  return best;
}

/* @record: (transfer full) */
static void
take_record (Records *self, DectRecord *record, guint line)
{
  if (record->kind == DECT_KIND_SITE)
    self->has_info = TRUE;
  else if (g_hash_table_contains (self->kinds, GUINT_TO_POINTER (record->id)))
    {
      dect_salvage_lose (self->salvage,
                         _("site.json, line %u: the id %u is used twice; one of the two has got "
                            "another."),
                         line, record->id);
      record->id = 0;
    }
  if (record->id != 0)
    g_hash_table_insert (self->kinds, GUINT_TO_POINTER (record->id),
                         GUINT_TO_POINTER (record->kind));
  g_ptr_array_add (self->records, record);
}

static gboolean
take_object (const char *list, const char *text, gsize length, guint line, gpointer user_data)
{
  Records *self = user_data;
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);
  DectRecord *record = self->records->len < DECT_STORE_MAX_RECORDS
                           ? parse_as_it_fits (list, valid, strlen (valid), line, &problems)
                           : NULL;

  if (record == NULL)
    {
      dect_salvage_lose (self->salvage,
                         /* Translators: %s is a kind of thing, "wall" */
                         _("site.json, line %u: a damaged %s is left out."), line,
                         dect_kind_label (kind_from_id (list)));
      return FALSE;
    }
  if (!g_utf8_validate (text, (gssize) length, NULL))
    dect_salvage_lose (self->salvage, _("site.json, line %u: damaged letters stand as “�”."),
                       line);
  for (guint i = 0; i < problems->len; i++)
    dect_salvage_lose (self->salvage, "%s", (char *) problems->pdata[i]);
  take_record (self, record, line);
  return TRUE;
}

/* --- What belongs to something that is lost ---------------------------------------------------- */

/* Floors and buildings hold everything else: without one of their number what stands on them would
 * go too. */
static void
stand_in (Records *self, DectKind kind, guint32 id)
{
  DectRecord *record = dect_record_new (kind);
  g_autofree char *name = kind == DECT_KIND_FLOOR
                              /* Translators: its own name is lost; %u is its number in the file */
                              ? g_strdup_printf (_("Floor %u, recovered"), id)
                              : g_strdup_printf (_("Building %u, recovered"), id);

  record->id = id;
  dect_field_set_text (dect_kind_field (kind, "name"), record, name, NULL);
  g_hash_table_insert (self->kinds, GUINT_TO_POINTER (id), GUINT_TO_POINTER (kind));
  g_ptr_array_add (self->records, record);
  dect_salvage_lose (self->salvage,
                     _("The %s number %u is lost; what belongs to it stands in one called “%s”."),
                     dect_kind_label (kind), id, name);
}

/* For what has lost its owner: of a floor the first building, which is right on most sites; else a
 * number that no record has. */
static guint32
find_owner (Records *self, DectKind kind)
{
  guint32 id = 1;

  for (guint i = 0; kind == DECT_KIND_BUILDING && i < self->records->len; i++)
    if (((DectRecord *) self->records->pdata[i])->kind == kind)
      return ((DectRecord *) self->records->pdata[i])->id;

  while (g_hash_table_contains (self->kinds, GUINT_TO_POINTER (id)))
    id++;
  return id;
}

static void
complete_reference (Records *self, const DectField *field, DectRecord *record)
{
  guint32 id = dect_field_get_ref (field, record);
  gpointer kind = NULL;
  gboolean there;

  if (field->target != DECT_KIND_FLOOR && field->target != DECT_KIND_BUILDING)
    return;
  if (id == 0 && (field->flags & DECT_FIELD_OWNER))
    dect_field_set_ref (field, record, id = find_owner (self, field->target));
  there = g_hash_table_lookup_extended (self->kinds, GUINT_TO_POINTER (id), NULL, &kind);
  if (id != 0 && !there)
    stand_in (self, field->target, id);
  else if (there && GPOINTER_TO_UINT (kind) != field->target)
    dect_field_set_ref (field, record, 0);
}

/* What stands in is looked at too: its floor needs a building. */
static void
complete_references (Records *self)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      DectRecord *record = self->records->pdata[i];
      guint n_fields;
      const DectField *fields = dect_kind_fields (record->kind, &n_fields);

      for (guint j = 0; j < n_fields; j++)
        if (fields[j].type == DECT_FIELD_REFERENCE)
          complete_reference (self, &fields[j], record);
    }
}

/* --- Entries ----------------------------------------------------------------------------------- */

static gint64
find_changed (GBytes *json)
{
  gsize length;
  const char *text = g_bytes_get_data (json, &length);
  const char *key = length > 0 ? memmem (text, length, "\"changed\": \"", 12) : NULL;
  g_autofree char *date
      = key != NULL && (gsize) (key - text) + 32 < length ? g_strndup (key + 12, 20) : NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = date != NULL ? g_date_time_new_from_iso8601 (date, utc) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : g_get_real_time () / G_USEC_PER_SEC;
}

/* Returns: how many records it gave to @builder, the site's own apart */
static guint
read_site (DectSalvage *self, GBytes *json, DectSnapshotBuilder *builder)
{
  Records records = { .salvage = self };
  guint n;

  records.records = g_ptr_array_new ();
  records.kinds = g_hash_table_new (NULL, NULL);
  dect_salvage_each_object (json, is_kind_id, take_object, &records);
  complete_references (&records);
  if (!records.has_info)
    dect_salvage_lose (self,
                       _("The site's own data (name, customer, gateway, settings) are lost."));
  /* Those with a number first, so that the others get one that is free. */
  for (guint numbered = 0; numbered < 2; numbered++)
    for (guint i = 0; i < records.records->len; i++)
      {
        DectRecord *record = records.records->pdata[i];

        if (record != NULL && (numbered == 1 || record->id != 0 || record->kind == DECT_KIND_SITE))
          {
            dect_snapshot_builder_add (builder, record);
            records.records->pdata[i] = NULL;
          }
      }
  dect_snapshot_builder_set_changed (builder, find_changed (json));
  n = records.records->len - (records.has_info ? 1 : 0);
  g_ptr_array_unref (records.records);
  g_hash_table_unref (records.kinds);
  return n;
}

typedef struct
{
  DectSalvage *salvage;
  DectSnapshotBuilder *builder;
} Log;

static gboolean
is_entries (const char *name)
{
  return g_str_equal (name, "entries");
}

/* Each entry in a log of its own, which the strict reader reads or refuses. */
static gboolean
take_log_entry (const char *list, const char *text, gsize length, guint line, gpointer user_data)
{
  Log *log = user_data;
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);
  char *alone = g_strdup_printf ("{\"format\": \"" DECT_STORE_FORMAT_LOG "\", \"version\": %d, "
                                 "\"entries\": [%s]}",
                                 DECT_STORE_VERSION, valid);
  g_autoptr (GBytes) json = g_bytes_new_take (alone, strlen (alone));

  if (dect_store_parse_log (json, log->builder, NULL))
    return TRUE;
  dect_salvage_lose (log->salvage, _("log.json, line %u: a damaged entry is left out."), line);
  return FALSE;
}

static void
read_log (DectSalvage *self, GBytes *json, DectSnapshotBuilder *builder)
{
  Log log = { self, builder };

  if (json == NULL)
    dect_salvage_lose (self, _("The log of what happened is lost."));
  else
    dect_salvage_each_object (json, is_entries, take_log_entry, &log);
}

static void
add_images (GHashTable *entries, DectSnapshotBuilder *builder)
{
  GHashTableIter iter;
  gpointer name, content;

  g_hash_table_iter_init (&iter, entries);
  while (g_hash_table_iter_next (&iter, &name, &content))
    if (strchr (name, '/') != NULL)
      dect_snapshot_builder_add_blob (builder, name, content);
}

/* --- The whole --------------------------------------------------------------------------------- */

static void
check_image (const DectRecord *record, const char *name, gpointer user_data)
{
  DectSalvage *self = user_data;
  g_autofree char *title = dect_record_title (record);

  if (dect_snapshot_get_blob (self->site, name) == NULL)
    /* Translators: what it belongs to: “floor Ground floor”, “base station 4 (Lab)” */
    dect_salvage_lose (self, _("The image of %s is lost; take it anew."), title);
}

/* Of what is there in the end: images that are named and not there, and images that nothing names.
 */
static void
check_images (DectSalvage *self)
{
  g_autoptr (GList) blobs = dect_snapshot_list_blobs (self->site);
  g_autoptr (GPtrArray) used = dect_store_list_images (self->site);
  g_autoptr (GHashTable) contents = g_hash_table_new (g_bytes_hash, g_bytes_equal);

  dect_store_each_image (self->site, check_image, self);
  for (guint i = 0; i < used->len; i++)
    g_hash_table_add (contents, dect_snapshot_get_blob (self->site, used->pdata[i]));
  for (GList *l = blobs; l != NULL; l = l->next)
    if (!g_hash_table_contains (contents, dect_snapshot_get_blob (self->site, l->data)))
      dect_salvage_lose (self, _("The image “%s” belongs to nothing that is left."),
                         (char *) l->data);
}

static DectSalvage *
salvage_new (void)
{
  DectSalvage *self = g_new0 (DectSalvage, 1);

  self->lost = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static guint
count_records (DectSnapshot *site)
{
  guint n = 0;

  for (DectKind kind = DECT_KIND_SITE + 1; kind < DECT_N_KINDS; kind++)
    n += dect_snapshot_count (site, kind);
  return n;
}

/* @n_read: records that were read: of a base station that is lost the links go too */
static void
check_owned (DectSalvage *self, guint n_read)
{
  guint n_left = count_records (self->site);
  guint n = n_read > n_left ? n_read - n_left : 0;

  if (n > 0)
    dect_salvage_lose (self,
                       ngettext ("%u thing that belongs to what is lost is left out.",
                                 "%u things that belong to what is lost are left out.", n),
                       n);
}

/* Returns: whether it is a site.json, and no ZIP around it; something may stand in front of it */
static gboolean
is_site_alone (GBytes *bytes, GHashTable *entries)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_hash_table_size (entries) == 0 && length > 0
         && (*data == '{'
             || memmem (data, length, DECT_STORE_FORMAT_SITE, strlen (DECT_STORE_FORMAT_SITE))
                    != NULL);
}

DectSalvage *
dect_salvage_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (DectSalvage) self = salvage_new ();
  g_autoptr (DectSnapshotBuilder) builder = dect_snapshot_builder_new ();
  g_autoptr (GHashTable) entries = NULL;
  g_autoptr (GError) refusal = NULL;
  GBytes *site;
  guint n_read = 0;

  g_return_val_if_fail (bytes != NULL, NULL);

  self->site = dect_store_read_bytes (bytes, &refusal);
  if (self->site != NULL)
    return g_steal_pointer (&self);
  if (g_bytes_get_size (bytes) > DECT_STORE_MAX_FILE_BYTES
      || g_error_matches (refusal, DECT_STORE_ERROR, DECT_STORE_ERROR_NEWER))
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return NULL;
    }
  entries = dect_salvage_unzip (self, bytes);
  site = is_site_alone (bytes, entries) ? bytes
                                        : g_hash_table_lookup (entries, DECT_STORE_ENTRY_SITE);
  if (site != NULL)
    n_read = read_site (self, site, builder);
  if (site != NULL && site != bytes)
    read_log (self, g_hash_table_lookup (entries, DECT_STORE_ENTRY_LOG), builder);
  add_images (entries, builder);
  self->site = dect_snapshot_builder_end (g_steal_pointer (&builder));
  if (count_records (self->site) == 0 && dect_snapshot_get_info (self->site)->name == NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&refusal), "%s ",
                                  _("Nothing of a site can be read any more."));
      return NULL;
    }
  check_owned (self, n_read);
  if (site != bytes)
    check_images (self);
  return g_steal_pointer (&self);
}

DectSalvage *
dect_salvage_load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  DectSalvage *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  bytes = dect_load_file_bytes (file, DECT_STORE_MAX_FILE_BYTES, cancellable, error);
  self = bytes != NULL ? dect_salvage_bytes (bytes, error) : NULL;
  if (self == NULL)
    {
      g_autofree char *name = g_file_get_parse_name (file);

      g_prefix_error (error, "%s: ", name);
    }
  return self;
}

static void
load_thread (GTask *task, gpointer file, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  DectSalvage *salvage = dect_salvage_load (file, cancellable, &error);

  if (salvage != NULL)
    g_task_return_pointer (task, salvage, (GDestroyNotify) dect_salvage_free);
  else
    g_task_return_error (task, error);
}

void
dect_salvage_load_async (GFile *file,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_salvage_load_async);
  g_task_run_in_thread (task, load_thread);
}

DectSalvage *
dect_salvage_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dect_salvage_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
