/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-fixer.h"

#include <glib/gi18n.h>

#include "dect-job.h"

struct _DectFixer
{
  GObject parent_instance;
  DectDocument *document;
  DectJob *job;
  DectRepairTarget target;
  char *problem;          /* what the checks say of it */
  GPtrArray *suggestions; /* DectRepair */
  guint64 before;         /* generation that the suggestions are for */
  guint64 after;          /* generation after one of them was applied, else 0 */
  gboolean apply;
};

G_DEFINE_FINAL_TYPE (DectFixer, dect_fixer, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_BUSY,
  PROP_SUGGESTIONS,
  N_PROPS,
};

enum
{
  FIXED,
  FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
set_suggestions (DectFixer *self, GPtrArray *suggestions)
{
  if (self->suggestions == NULL && suggestions == NULL)
    return;
  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  self->suggestions = suggestions;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUGGESTIONS]);
}

static void
fail (DectFixer *self, const char *text)
{
  g_signal_emit (self, signals[FAILED], 0, text);
}

/* --- Looking -------------------------------------------------------------------------------------
 */

typedef struct
{
  DectAnalysis *analysis;
  DectRepairTarget target;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  dect_analysis_unref (search->analysis);
  g_free (search);
}

static gpointer
search_func (gpointer data,
             DectProgressFunc progress,
             gpointer progress_data,
             GCancellable *cancellable,
             GError **error)
{
  Search *search = data;

  return dect_repair_suggest (search->analysis->snapshot, search->analysis->links,
                              search->analysis->chain, &search->target, progress, progress_data,
                              cancellable, error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectFixer) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *suggestions = dect_job_finish (DECT_JOB (source), result, &error);

  if (suggestions == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        fail (self, error->message);
      return;
    }
  set_suggestions (self, suggestions);
  if (!self->apply)
    return;
  if (suggestions->len > 0)
    dect_fixer_apply (self, suggestions->pdata[0]);
  else
    fail (self, _("No single step that repairs this was found: place another base station between "
                   "both parts, or let “Place automatically” plan the floor anew."));
}

static gboolean
same_target (const DectRepairTarget *a, const DectRepairTarget *b)
{
  return a->kind == b->kind && a->rfp == b->rfp && a->other == b->other;
}

static const char *
find_problem (DectAnalysis *analysis, const DectRepairTarget *wanted)
{
  for (guint i = 0; i < analysis->findings->len; i++)
    {
      const DectFinding *finding = analysis->findings->pdata[i];
      guint n_objects;
      const guint32 *objects = dect_finding_get_objects (finding, &n_objects);
      DectRepairTarget target;

      if (dect_repair_target_of_finding (dect_finding_get_rule (finding), objects, n_objects,
                                         &target)
          && same_target (&target, wanted))
        return dect_finding_get_text (finding);
    }
  return NULL;
}

/* --- Object --------------------------------------------------------------------------------------
 */

static void
running_cb (DectFixer *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
dect_fixer_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DectFixer *self = DECT_FIXER (object);

  switch (prop_id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, dect_fixer_is_busy (self));
      break;
    case PROP_SUGGESTIONS:
      g_value_set_boxed (value, self->suggestions);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
dect_fixer_dispose (GObject *object)
{
  DectFixer *self = DECT_FIXER (object);

  if (self->job != NULL)
    dect_job_cancel (self->job);
  g_clear_object (&self->job);
  g_clear_object (&self->document);
  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  g_clear_pointer (&self->problem, g_free);
  G_OBJECT_CLASS (dect_fixer_parent_class)->dispose (object);
}

static void
dect_fixer_class_init (DectFixerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = dect_fixer_get_property;
  object_class->dispose = dect_fixer_dispose;
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_SUGGESTIONS]
      = g_param_spec_boxed ("suggestions", NULL, NULL, G_TYPE_PTR_ARRAY, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[FIXED] = g_signal_new ("fixed", DECT_TYPE_FIXER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, DECT_TYPE_REPAIR);
  signals[FAILED] = g_signal_new ("failed", DECT_TYPE_FIXER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
dect_fixer_init (DectFixer *self)
{
  self->job = dect_job_new ();
  g_signal_connect_object (self->job, "notify::running", G_CALLBACK (running_cb), self,
                           G_CONNECT_SWAPPED);
}

/* --- Public --------------------------------------------------------------------------------------
 */

DectFixer *
dect_fixer_new (DectDocument *document)
{
  DectFixer *self;

  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);

  self = g_object_new (DECT_TYPE_FIXER, NULL);
  self->document = g_object_ref (document);
  return self;
}

DectDocument *
dect_fixer_get_document (DectFixer *self)
{
  g_return_val_if_fail (DECT_IS_FIXER (self), NULL);

  return self->document;
}

void
dect_fixer_look (DectFixer *self, const DectRepairTarget *target, gboolean apply)
{
  DectAnalysis *analysis;
  const char *problem;
  Search *search;

  g_return_if_fail (DECT_IS_FIXER (self));
  g_return_if_fail (target != NULL);

  analysis = dect_document_get_analysis (self->document);
  if (analysis == NULL)
    return;
  problem = find_problem (analysis, target);
  if (problem != NULL || !same_target (&self->target, target))
    dect_set_str (&self->problem, problem);
  self->target = *target;
  self->apply = apply;
  self->before = dect_snapshot_get_generation (analysis->snapshot);
  self->after = 0;
  set_suggestions (self, NULL);
  search = g_new0 (Search, 1);
  search->analysis = dect_analysis_ref (analysis);
  search->target = *target;
  dect_job_start (self->job, search_func, search, search_free, (GDestroyNotify) g_ptr_array_unref,
                  found_cb, g_object_ref (self));
}

void
dect_fixer_cancel (DectFixer *self)
{
  g_return_if_fail (DECT_IS_FIXER (self));

  dect_job_cancel (self->job);
}

gboolean
dect_fixer_is_busy (DectFixer *self)
{
  g_return_val_if_fail (DECT_IS_FIXER (self), FALSE);

  return dect_job_is_running (self->job);
}

const DectRepairTarget *
dect_fixer_get_target (DectFixer *self)
{
  g_return_val_if_fail (DECT_IS_FIXER (self), NULL);

  return &self->target;
}

const char *
dect_fixer_get_problem (DectFixer *self)
{
  g_return_val_if_fail (DECT_IS_FIXER (self), NULL);

  return self->problem;
}

GPtrArray *
dect_fixer_get_suggestions (DectFixer *self)
{
  g_return_val_if_fail (DECT_IS_FIXER (self), NULL);

  return self->suggestions;
}

void
dect_fixer_apply (DectFixer *self, DectRepair *repair)
{
  g_return_if_fail (DECT_IS_FIXER (self));
  g_return_if_fail (repair != NULL);

  g_autoptr (DectRepair) held = dect_repair_ref (repair);
  DectSite *site = dect_document_get_site (self->document);

  if (!dect_repair_apply (repair, site))
    {
      fail (self, _("The plan has changed since this was worked out. Look at the checks again."));
      return;
    }
  self->after = dect_site_get_generation (site);
  g_signal_emit (self, signals[FIXED], 0, repair);
}

gboolean
dect_fixer_take_back (DectFixer *self)
{
  DectSite *site;

  g_return_val_if_fail (DECT_IS_FIXER (self), FALSE);

  site = dect_document_get_site (self->document);
  if (self->after == 0)
    return dect_site_get_generation (site) == self->before;
  if (dect_site_get_generation (site) != self->after)
    return FALSE;
  self->after = 0;
  dect_history_undo (dect_site_get_history (site));
  self->before = dect_site_get_generation (site);
  return TRUE;
}

DectPreview *
dect_fixer_preview (DectFixer *self, DectRepair *repair)
{
  g_autoptr (DectSnapshot) now = NULL;
  DectPreview *preview;
  const DectRfp *const *records;
  const DectRepairLink *links;
  guint n_records, n_links;

  g_return_val_if_fail (DECT_IS_FIXER (self), NULL);
  g_return_val_if_fail (repair != NULL, NULL);

  now = dect_site_snapshot (dect_document_get_site (self->document));
  preview = dect_preview_new (NULL);
  records = dect_repair_get_records (repair, &n_records);
  links = dect_repair_get_links (repair, &n_links);
  for (guint i = 0; i < n_records; i++)
    {
      gint ghost = dect_preview_add_rfp (preview, dect_snapshot_find_rfp (now, records[i]->head.id),
                                         records[i]);

      for (guint j = 0; ghost >= 0 && j < n_links; j++)
        if (links[j].from == records[i]->head.id)
          g_array_append_vals (preview->links, &(DectGhostLink){ ghost, links[j].to }, 1);
    }
  if (preview->ghosts->len > 0)
    preview->snapshot = dect_repair_dup_snapshot (repair, now);
  return preview;
}
