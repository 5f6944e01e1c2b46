/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-document.h"

#include <glib/gi18n.h>

#include "dect-settings.h"
#include "store/dect-save.h"
#include "store/dect-store.h"

struct _DectDocument
{
  GObject parent_instance;
  DectSite *site;
  GFile *file;
  char *stamp; /* of what is in it */
  DectAutosave *autosave;
  GCancellable *cancellable;
  DectAnalysis *analysis;
  GArray *selection;  /* guint32 */
  GHashTable *drafts; /* "id field" -> wrong text */
  DectPreview *preview;
  guint64 saved_generation;
  guint saved_log;
  gint64 saved_at;
  guint32 floor;
  double plan_opacity;
  guint analysis_source;
  gboolean analysis_running;
  gboolean was_modified;
};

G_DEFINE_FINAL_TYPE (DectDocument, dect_document, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_SITE,
  PROP_FILE,
  PROP_TITLE,
  PROP_MODIFIED,
  PROP_SAVED_AT,
  PROP_ANALYSIS,
  PROP_FLOOR,
  PROP_SELECTION,
  PROP_PREVIEW,
  PROP_PLAN_OPACITY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void queue_analysis (DectDocument *self);

static guint
log_length (DectDocument *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (dect_site_get_log (self->site)));
}

static void
update_modified (DectDocument *self)
{
  gboolean modified = dect_document_get_modified (self);

  if (modified == self->was_modified)
    return;
  self->was_modified = modified;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
}

/* @stamp: (transfer full) */
static void
take_saved (DectDocument *self, char *stamp, guint64 generation, guint n_log)
{
  g_free (self->stamp);
  self->stamp = stamp;
  self->saved_generation = generation;
  self->saved_log = n_log;
  dect_autosave_set_saved (self->autosave, self->file, stamp, generation, n_log);
  update_modified (self);
}

/* --- Analysis ------------------------------------------------------------------------------------
 */

static guint64
analysis_generation (DectAnalysis *analysis)
{
  return dect_snapshot_get_generation (analysis->snapshot);
}

static void
analysis_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *ref = user_data;
  g_autoptr (DectDocument) self = g_weak_ref_get (ref);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectAnalysis) analysis = dect_analysis_new_finish (result, &error);

  g_weak_ref_clear (ref);
  g_free (ref);
  if (self == NULL)
    return;

  self->analysis_running = FALSE;
  if (analysis == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("The site could not be looked at: %s", error->message);
      return;
    }
  if (self->analysis == NULL
      || analysis_generation (self->analysis) <= analysis_generation (analysis))
    {
      g_clear_pointer (&self->analysis, dect_analysis_unref);
      self->analysis = g_steal_pointer (&analysis);
    }
  if (analysis_generation (self->analysis) != dect_site_get_generation (self->site))
    queue_analysis (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ANALYSIS]);
}

static gboolean
start_analysis (gpointer user_data)
{
  DectDocument *self = user_data;
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (self->site);
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  self->analysis_source = 0;
  self->analysis_running = TRUE;
  g_weak_ref_init (ref, self);
  dect_analysis_new_async (snapshot, self->cancellable, analysis_cb, ref);
  return G_SOURCE_REMOVE;
}

/* One run at a time; what changes meanwhile is taken up by the next. */
static void
queue_analysis (DectDocument *self)
{
  if (self->analysis_running || self->analysis_source != 0)
    return;
  self->analysis_source = g_idle_add (start_analysis, self);
}

/* --- Floor and selection -------------------------------------------------------------------------
 */

static guint32
first_floor (DectDocument *self)
{
  GListModel *floors = dect_site_list (self->site, DECT_KIND_FLOOR);
  guint32 found = 0;

  for (guint i = 0; i < g_list_model_get_n_items (floors); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (floors, i);

      if (found == 0 || DECT_FLOOR (dect_item_get_record (item))->level == 0)
        found = dect_item_get_id (item);
      if (DECT_FLOOR (dect_item_get_record (item))->level == 0)
        break;
    }
  return found;
}

static void
drop_what_is_gone (DectDocument *self)
{
  guint before = self->selection->len;

  for (guint i = self->selection->len; i > 0; i--)
    if (dect_site_find (self->site, g_array_index (self->selection, guint32, i - 1)) == NULL)
      g_array_remove_index (self->selection, i - 1);
  if (self->selection->len != before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTION]);

  if (self->floor == 0 || dect_site_find (self->site, self->floor) == NULL)
    dect_document_set_floor (self, first_floor (self));
}

static void
generation_cb (DectDocument *self)
{
  dect_document_set_preview (self, NULL);
  drop_what_is_gone (self);
  update_modified (self);
  queue_analysis (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/* --- Object --------------------------------------------------------------------------------------
 */

static void
dect_document_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DectDocument *self = DECT_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_SITE:
      g_value_set_object (value, self->site);
      break;
    case PROP_FILE:
      g_value_set_object (value, self->file);
      break;
    case PROP_TITLE:
      g_value_set_string (value, dect_document_get_title (self));
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, dect_document_get_modified (self));
      break;
    case PROP_SAVED_AT:
      g_value_set_int64 (value, self->saved_at);
      break;
    case PROP_ANALYSIS:
      g_value_set_boxed (value, self->analysis);
      break;
    case PROP_FLOOR:
      g_value_set_uint (value, self->floor);
      break;
    case PROP_PLAN_OPACITY:
      g_value_set_double (value, self->plan_opacity);
      break;
    case PROP_SELECTION:
      g_value_set_uint (value, self->selection->len);
      break;
    case PROP_PREVIEW:
      g_value_set_boxed (value, self->preview);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
dect_document_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  DectDocument *self = DECT_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_SITE:
      self->site = g_value_dup_object (value);
      break;
    case PROP_FLOOR:
      dect_document_set_floor (self, g_value_get_uint (value));
      break;
    case PROP_PLAN_OPACITY:
      dect_document_set_plan_opacity (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
dect_document_constructed (GObject *object)
{
  DectDocument *self = DECT_DOCUMENT (object);

  G_OBJECT_CLASS (dect_document_parent_class)->constructed (object);

  self->floor = first_floor (self);
  self->saved_generation = dect_site_get_generation (self->site);
  self->saved_log = log_length (self);
  g_signal_connect_object (self->site, "notify::generation", G_CALLBACK (generation_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dect_site_get_log (self->site), "items-changed",
                           G_CALLBACK (update_modified), self, G_CONNECT_SWAPPED);
  self->autosave = dect_autosave_new (self->site);
  queue_analysis (self);
}

static void
dect_document_dispose (GObject *object)
{
  DectDocument *self = DECT_DOCUMENT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->analysis_source, g_source_remove);
  G_OBJECT_CLASS (dect_document_parent_class)->dispose (object);
}

static void
dect_document_finalize (GObject *object)
{
  DectDocument *self = DECT_DOCUMENT (object);

  g_clear_pointer (&self->analysis, dect_analysis_unref);
  g_clear_pointer (&self->preview, dect_preview_unref);
  g_clear_pointer (&self->selection, g_array_unref);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->autosave);
  g_clear_object (&self->file);
  g_clear_pointer (&self->stamp, g_free);
  g_clear_object (&self->site);
  G_OBJECT_CLASS (dect_document_parent_class)->finalize (object);
}

static void
dect_document_class_init (DectDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = dect_document_get_property;
  object_class->set_property = dect_document_set_property;
  object_class->constructed = dect_document_constructed;
  object_class->dispose = dect_document_dispose;
  object_class->finalize = dect_document_finalize;

  properties[PROP_SITE]
      = g_param_spec_object ("site", NULL, NULL, DECT_TYPE_SITE,
                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FILE] = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, readable);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);
  properties[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, readable);
  properties[PROP_SAVED_AT]
      = g_param_spec_int64 ("saved-at", NULL, NULL, 0, G_MAXINT64, 0, readable);
  properties[PROP_ANALYSIS]
      = g_param_spec_boxed ("analysis", NULL, NULL, DECT_TYPE_ANALYSIS, readable);
  properties[PROP_FLOOR]
      = g_param_spec_uint ("floor", NULL, NULL, 0, G_MAXUINT32, 0, readable | G_PARAM_WRITABLE);
  properties[PROP_SELECTION]
      = g_param_spec_uint ("selection", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_PREVIEW]
      = g_param_spec_boxed ("preview", NULL, NULL, DECT_TYPE_PREVIEW, readable);
  properties[PROP_PLAN_OPACITY]
      = g_param_spec_double ("plan-opacity", NULL, NULL, 0, 1, 1, readable | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dect_document_init (DectDocument *self)
{
  self->cancellable = g_cancellable_new ();
  self->selection = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->plan_opacity = 1;
}

/* --- Public: making, loading, saving -------------------------------------------------------------
 */

DectDocument *
dect_document_new_for_site (DectSite *site)
{
  g_return_val_if_fail (DECT_IS_SITE (site), NULL);

  return g_object_new (DECT_TYPE_DOCUMENT, "site", site, NULL);
}

DectDocument *
dect_document_new (void)
{
  g_autoptr (DectSite) empty = dect_site_new ();
  g_autoptr (DectSite) site = NULL;
  g_autoptr (DectSnapshotBuilder) builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectBuilding) building = dect_building_new ();
  g_autoptr (DectFloor) floor = dect_floor_new ();
  DectSiteInfo *info;

  /* The first building and floor belong to a new site; undo shall not take them away. */
  dect_set_str (&building->name, _("Building 1"));
  dect_set_str (&floor->name, _("Ground floor"));
  info = dect_site_info_copy (dect_site_get_info (empty));
  dect_settings_apply (info);
  dect_snapshot_builder_add (builder, DECT_RECORD (info));
  floor->building = dect_snapshot_builder_add (builder, DECT_RECORD (g_steal_pointer (&building)));
  dect_snapshot_builder_add (builder, DECT_RECORD (g_steal_pointer (&floor)));
  snapshot = dect_snapshot_builder_end (g_steal_pointer (&builder));
  site = dect_site_new_from_snapshot (snapshot);
  return dect_document_new_for_site (site);
}

DectDocument *
dect_document_new_unsaved (DectSite *site)
{
  DectDocument *self;

  g_return_val_if_fail (DECT_IS_SITE (site), NULL);

  self = dect_document_new_for_site (site);
  take_saved (self, NULL, G_MAXUINT64, G_MAXUINT);
  return self;
}

DectDocument *
dect_document_new_for_draft (DectSite *site, GFile *file, DectRecovery *draft)
{
  DectDocument *self;

  g_return_val_if_fail (DECT_IS_SITE (site), NULL);
  g_return_val_if_fail (file == NULL || G_IS_FILE (file), NULL);
  g_return_val_if_fail (draft != NULL, NULL);

  self = dect_document_new_for_site (site);
  g_set_object (&self->file, file);
  take_saved (self, file != NULL ? g_strdup (dect_recovery_get_base (draft)) : NULL, G_MAXUINT64,
              G_MAXUINT);
  dect_autosave_adopt (self->autosave, draft);
  return self;
}

static void
load_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *stamp = NULL;
  g_autoptr (DectSnapshot) snapshot = dect_store_load_finish (result, &stamp, &error);
  g_autoptr (DectSite) site = NULL;
  DectDocument *self;

  if (snapshot == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  site = dect_site_new_from_snapshot (snapshot);
  self = dect_document_new_for_site (site);
  self->file = g_object_ref (g_task_get_task_data (task));
  take_saved (self, g_steal_pointer (&stamp), self->saved_generation, self->saved_log);
  g_task_return_pointer (task, self, g_object_unref);
}

void
dect_document_load_async (GFile *file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_document_load_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  dect_store_load_async (file, cancellable, load_cb, task);
}

DectDocument *
dect_document_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  GFile *file;
  guint64 generation;
  guint n_log;
} SaveData;

static void
save_data_free (gpointer data)
{
  SaveData *save = data;

  g_clear_object (&save->file);
  g_free (save);
}

static void
save_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DectDocument *self = g_task_get_source_object (task);
  SaveData *data = g_task_get_task_data (task);
  g_autofree char *stamp = NULL;
  g_autoptr (GError) error = NULL;
  gboolean saved = dect_store_save_finish (result, &stamp, &error);

  if (!saved && !g_error_matches (error, DECT_SAVE_ERROR, DECT_SAVE_ERROR_NOT_SYNCED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (g_set_object (&self->file, data->file))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILE]);
  if (!saved)
    {
      /* The file is what was written, and is told from what others make of it; but as long as the
       * disk may lose it again, the changes count as unsaved, and their draft stays. */
      take_saved (self, g_steal_pointer (&stamp), G_MAXUINT64, G_MAXUINT);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  self->saved_at = g_get_real_time () / G_USEC_PER_SEC;
  take_saved (self, g_steal_pointer (&stamp), data->generation, data->n_log);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVED_AT]);
  g_task_return_boolean (task, TRUE);
}

void
dect_document_save_async (DectDocument *self,
                          GFile *file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (DectSnapshot) snapshot = NULL;
  SaveData *data;
  GTask *task;

  g_return_if_fail (DECT_IS_DOCUMENT (self));
  g_return_if_fail (file != NULL || self->file != NULL);

  snapshot = dect_site_snapshot (self->site);
  data = g_new0 (SaveData, 1);
  data->file = g_object_ref (file != NULL ? file : self->file);
  data->generation = dect_site_get_generation (self->site);
  data->n_log = log_length (self);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_document_save_async);
  g_task_set_task_data (task, data, save_data_free);
  dect_store_save_async (snapshot, data->file, cancellable, save_cb, task);
}

gboolean
dect_document_save_finish (DectDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Public: what it holds -----------------------------------------------------------------------
 */

DectSite *
dect_document_get_site (DectDocument *self)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), NULL);

  return self->site;
}

DectHistory *
dect_document_get_history (DectDocument *self)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), NULL);

  return dect_site_get_history (self->site);
}

GFile *
dect_document_get_file (DectDocument *self)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), NULL);

  return self->file;
}

const char *
dect_document_get_stamp (DectDocument *self)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), NULL);

  return self->stamp;
}

DectAutosave *
dect_document_get_autosave (DectDocument *self)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), NULL);

  return self->autosave;
}

const char *
dect_document_get_title (DectDocument *self)
{
  const char *name;

  g_return_val_if_fail (DECT_IS_DOCUMENT (self), NULL);

  name = dect_site_get_info (self->site)->name;
  return name != NULL ? name : _("Untitled site");
}

gboolean
dect_document_get_modified (DectDocument *self)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), FALSE);

  return dect_site_get_generation (self->site) != self->saved_generation
         || log_length (self) != self->saved_log;
}

gint64
dect_document_get_saved_at (DectDocument *self)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), 0);

  return self->saved_at;
}

DectAnalysis *
dect_document_get_analysis (DectDocument *self)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), NULL);

  return self->analysis;
}

gboolean
dect_document_is_analysing (DectDocument *self)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), FALSE);

  return self->analysis_running || self->analysis_source != 0;
}

void
dect_document_set_preview (DectDocument *self, DectPreview *preview)
{
  g_return_if_fail (DECT_IS_DOCUMENT (self));

  if (self->preview == preview)
    return;
  g_clear_pointer (&self->preview, dect_preview_unref);
  self->preview = preview != NULL ? dect_preview_ref (preview) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PREVIEW]);
}

DectPreview *
dect_document_get_preview (DectDocument *self)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), NULL);

  return self->preview;
}

void
dect_document_set_draft (DectDocument *self, guint32 id, const char *field, const char *text)
{
  g_autofree char *key = NULL;

  g_return_if_fail (DECT_IS_DOCUMENT (self));
  g_return_if_fail (field != NULL);

  key = g_strdup_printf ("%u %s", id, field);
  if (text != NULL)
    g_hash_table_replace (self->drafts, g_steal_pointer (&key), g_strdup (text));
  else
    g_hash_table_remove (self->drafts, key);
}

const char *
dect_document_get_draft (DectDocument *self, guint32 id, const char *field)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (DECT_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  key = g_strdup_printf ("%u %s", id, field);
  return g_hash_table_lookup (self->drafts, key);
}

double
dect_document_get_plan_opacity (DectDocument *self)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), 1);

  return self->plan_opacity;
}

void
dect_document_set_plan_opacity (DectDocument *self, double opacity)
{
  g_return_if_fail (DECT_IS_DOCUMENT (self));

  opacity = CLAMP (opacity, 0, 1);
  if (self->plan_opacity == opacity)
    return;
  self->plan_opacity = opacity;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAN_OPACITY]);
}

guint32
dect_document_get_floor (DectDocument *self)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), 0);

  return self->floor;
}

void
dect_document_set_floor (DectDocument *self, guint32 floor)
{
  g_return_if_fail (DECT_IS_DOCUMENT (self));

  if (self->floor == floor)
    return;
  self->floor = floor;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FLOOR]);
}

const guint32 *
dect_document_get_selection (DectDocument *self, guint *n_ids)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), NULL);

  if (n_ids != NULL)
    *n_ids = self->selection->len;
  return (const guint32 *) (gpointer) self->selection->data;
}

gboolean
dect_document_is_selected (DectDocument *self, guint32 id)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), FALSE);

  for (guint i = 0; i < self->selection->len; i++)
    if (g_array_index (self->selection, guint32, i) == id)
      return TRUE;
  return FALSE;
}

void
dect_document_select (DectDocument *self, const guint32 *ids, guint n_ids)
{
  g_return_if_fail (DECT_IS_DOCUMENT (self));
  g_return_if_fail (ids != NULL || n_ids == 0);

  if (self->selection->len == n_ids
      && (n_ids == 0 || memcmp (self->selection->data, ids, n_ids * sizeof (guint32)) == 0))
    return;
  dect_history_seal (dect_site_get_history (self->site));
  g_array_set_size (self->selection, 0);
  if (n_ids > 0)
    g_array_append_vals (self->selection, ids, n_ids);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTION]);
}

void
dect_document_select_one (DectDocument *self, guint32 id)
{
  dect_document_select (self, &id, id != 0 ? 1 : 0);
}

void
dect_document_select_toggle (DectDocument *self, guint32 id)
{
  g_autoptr (GArray) ids = NULL;
  gboolean found = FALSE;

  g_return_if_fail (DECT_IS_DOCUMENT (self));
  g_return_if_fail (id != 0);

  ids = g_array_copy (self->selection);
  for (guint i = 0; i < ids->len && !found; i++)
    if (g_array_index (ids, guint32, i) == id)
      {
        g_array_remove_index (ids, i);
        found = TRUE;
      }
  if (!found)
    g_array_append_val (ids, id);
  dect_document_select (self, (const guint32 *) (gpointer) ids->data, ids->len);
}

DectItem *
dect_document_get_selected (DectDocument *self)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), NULL);

  if (self->selection->len != 1)
    return NULL;
  return dect_site_find (self->site, g_array_index (self->selection, guint32, 0));
}
