/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-document-private.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (DectDocument, dect_document, G_TYPE_OBJECT)

GParamSpec *dect_document_properties[DECT_DOCUMENT_N_PROPS];

static void queue_analysis (DectDocument *self);

guint
dect_document_log_length (DectDocument *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (dect_site_get_log (self->site)));
}

void
dect_document_update_modified (DectDocument *self)
{
  gboolean modified = dect_document_get_modified (self);

  if (modified == self->was_modified)
    return;
  self->was_modified = modified;
  g_object_notify_by_pspec (G_OBJECT (self), dect_document_properties[PROP_MODIFIED]);
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
  g_object_notify_by_pspec (G_OBJECT (self), dect_document_properties[PROP_ANALYSIS]);
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

static void
generation_cb (DectDocument *self)
{
  dect_document_set_preview (self, NULL);
  dect_document_drop_what_is_gone (self);
  dect_document_update_modified (self);
  queue_analysis (self);
  g_object_notify_by_pspec (G_OBJECT (self), dect_document_properties[PROP_TITLE]);
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

  self->floor = dect_document_first_floor (self);
  self->saved_generation = dect_site_get_generation (self->site);
  self->saved_log = dect_document_log_length (self);
  g_signal_connect_object (self->site, "notify::generation", G_CALLBACK (generation_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dect_site_get_log (self->site), "items-changed",
                           G_CALLBACK (dect_document_update_modified), self, G_CONNECT_SWAPPED);
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

  dect_document_properties[PROP_SITE]
      = g_param_spec_object ("site", NULL, NULL, DECT_TYPE_SITE,
                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  dect_document_properties[PROP_FILE]
      = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, readable);
  dect_document_properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);
  dect_document_properties[PROP_MODIFIED]
      = g_param_spec_boolean ("modified", NULL, NULL, FALSE, readable);
  dect_document_properties[PROP_SAVED_AT]
      = g_param_spec_int64 ("saved-at", NULL, NULL, 0, G_MAXINT64, 0, readable);
  dect_document_properties[PROP_ANALYSIS]
      = g_param_spec_boxed ("analysis", NULL, NULL, DECT_TYPE_ANALYSIS, readable);
  dect_document_properties[PROP_FLOOR]
      = g_param_spec_uint ("floor", NULL, NULL, 0, G_MAXUINT32, 0, readable | G_PARAM_WRITABLE);
  dect_document_properties[PROP_SELECTION]
      = g_param_spec_uint ("selection", NULL, NULL, 0, G_MAXUINT, 0, readable);
  dect_document_properties[PROP_PREVIEW]
      = g_param_spec_boxed ("preview", NULL, NULL, DECT_TYPE_PREVIEW, readable);
  dect_document_properties[PROP_PLAN_OPACITY]
      = g_param_spec_double ("plan-opacity", NULL, NULL, 0, 1, 1, readable | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, DECT_DOCUMENT_N_PROPS, dect_document_properties);
}

static void
dect_document_init (DectDocument *self)
{
  self->cancellable = g_cancellable_new ();
  self->selection = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->plan_opacity = 1;
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
         || dect_document_log_length (self) != self->saved_log;
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
  g_object_notify_by_pspec (G_OBJECT (self), dect_document_properties[PROP_PREVIEW]);
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
  g_object_notify_by_pspec (G_OBJECT (self), dect_document_properties[PROP_PLAN_OPACITY]);
}
