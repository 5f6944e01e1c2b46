/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-push-view.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-journal-view.h"
#include "dect-note.h"
#include "dect-text-label.h"
#include "dect-wrap-box.h"

struct _DectPushView
{
  AdwBin parent_instance;
  GtkLabel *state;
  DectOverrideList *blockers;
  DectNote *note;
  GtkWidget *unguarded_group;
  GtkSwitch *unguarded;
  GtkExpander *steps;
  GtkListView *steps_list;
  DectNote *job_note;
  DectJournalView *journal;
  GtkWidget *apply;
  GtkButton *push;
  GtkWidget *review;

  DectPbxSession *session;
  GPtrArray *shown_steps; /* only compared */
};

G_DEFINE_FINAL_TYPE (DectPushView, dect_push_view, ADW_TYPE_BIN)

static DectAnalysis *
analysis_of (DectPushView *self)
{
  return self->session != NULL
             ? dect_document_get_analysis (dect_pbx_session_get_document (self->session))
             : NULL;
}

DectOverrideList *
dect_push_view_get_overrides (DectPushView *self)
{
  g_return_val_if_fail (DECT_IS_PUSH_VIEW (self), NULL);

  return self->blockers;
}

static void
show_rules (DectPushView *self)
{
  DectAnalysis *analysis = analysis_of (self);

  dect_override_list_set_findings (self->blockers, analysis != NULL ? analysis->findings : NULL);
}

gboolean
dect_push_view_can_push (DectPushView *self)
{
  g_auto (GStrv) blocking = NULL;
  DectAnalysis *analysis;

  g_return_val_if_fail (DECT_IS_PUSH_VIEW (self), FALSE);

  analysis = analysis_of (self);
  if (analysis == NULL || dect_pbx_session_get_info (self->session) == NULL
      || dect_pbx_session_get_review (self->session) == NULL
      || dect_pbx_session_review_is_stale (self->session)
      || dect_pbx_session_get_review (self->session)->merge != NULL
      || dect_pbx_session_get_task (self->session) != DECT_SESSION_NOTHING)
    return FALSE;
  /* Old findings say nothing about what would be sent. */
  if (dect_snapshot_get_generation (analysis->snapshot)
      != dect_pbx_session_get_review (self->session)->generation)
    return FALSE;
  /* Another may hear of new findings before this view does. */
  show_rules (self);
  blocking = dect_override_list_list_blocking (self->blockers);
  return blocking[0] == NULL;
}

/* --- State --------------------------------------------------------------------------------------- */

static char *
dup_pushed (const DectPbxPushResult *pushed)
{
  g_autofree char *summary = dect_pbx_diff_dup_summary (pushed->diff);

  if (pushed->recovered)
    return g_strdup_printf (_("The answer was lost; the PBX was asked again and has the new "
                               "configuration (revision %lu): %s."),
                            (gulong) pushed->revision, summary);
  if (g_str_equal (pushed->base_etag, pushed->etag))
    return g_strdup_printf (_("Nothing had to change: the PBX stays at revision %lu."),
                            (gulong) pushed->revision);
  return g_strdup_printf (_("The PBX has it: revision %lu, %s."), (gulong) pushed->revision,
                          summary);
}

static char *
dup_state (DectPushView *self)
{
  const DectPbxReview *review = dect_pbx_session_get_review (self->session);
  DectSessionTask task = dect_pbx_session_get_task (self->session);
  g_autofree char *summary = NULL;

  if (task == DECT_SESSION_PUSH)
    return g_strdup (_("Pushing."));
  if (dect_pbx_session_get_info (self->session) != NULL
      && !dect_pbx_session_can_write (self->session))
    return g_strdup (_("This PBX is only read: the step before shows what to enter there by hand. "
                        "Nothing can be pushed."));
  if (dect_pbx_session_get_info (self->session) == NULL)
    return g_strdup (_("There is no connection to the PBX yet: go back to “Connect to the PBX”."));
  if (review != NULL && dect_pbx_session_review_is_stale (self->session))
    return g_strdup (
        _("The plan has changed since the difference was reviewed: review it again."));
  if (review == NULL)
    return g_strdup (_("What is pushed is what was reviewed: review the difference first."));
  if (review->merge != NULL)
    return g_strdup (_("Somebody else changed the gateway: bring both together in the step "
                        "“Review the difference”."));
  summary = dect_pbx_diff_dup_summary (review->result->diff);
  return g_strdup_printf (_("Reviewed: %s."), summary);
}

/* --- Records of a push that stopped -------------------------------------------------------------- */

static void
step_set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = dect_text_label_new (NULL, "conflict");

  gtk_list_item_set_child (item, label);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
step_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_text (GTK_LABEL (label), text);
  dect_accessible_name_row (label, text);
}

static char *
dup_step (const DectPbxStep *step)
{
  g_autofree char *title = dect_pbx_change_dup_title (step->change);

  switch (step->state)
    {
    case DECT_PBX_STEP_DONE:
      return g_strdup_printf (_("✓ %s: done"), title);
    case DECT_PBX_STEP_FAILED:
      return g_strdup_printf (_("✗ %s: failed. %s"), title,
                              step->message != NULL ? step->message : "");
    case DECT_PBX_STEP_NOT_TRIED:
    default:
      return g_strdup_printf (_("○ %s: not tried"), title);
    }
}

/* What went wrong first, then what is still to do, then what is done. */
static void
show_steps (DectPushView *self)
{
  static const DectPbxStepState order[]
      = { DECT_PBX_STEP_FAILED, DECT_PBX_STEP_NOT_TRIED, DECT_PBX_STEP_DONE };
  GPtrArray *steps = dect_pbx_session_get_steps (self->session);
  g_autoptr (GtkStringList) texts = gtk_string_list_new (NULL);
  g_autoptr (GtkNoSelection) selection = NULL;
  g_autofree char *label = NULL;
  guint counts[G_N_ELEMENTS (order)] = { 0 };

  gtk_widget_set_visible (GTK_WIDGET (self->steps), steps != NULL && steps->len > 0);
  if (self->shown_steps == steps)
    return;
  self->shown_steps = steps;
  for (guint i = 0; steps != NULL && i < G_N_ELEMENTS (order); i++)
    for (guint j = 0; j < steps->len; j++)
      if (((DectPbxStep *) steps->pdata[j])->state == order[i])
        {
          g_autofree char *text = dup_step (steps->pdata[j]);

          counts[order[i]]++;
          gtk_string_list_append (texts, text);
        }
  label = g_strdup_printf (_("%u done, %u failed, %u not tried"), counts[DECT_PBX_STEP_DONE],
                           counts[DECT_PBX_STEP_FAILED], counts[DECT_PBX_STEP_NOT_TRIED]);
  gtk_expander_set_label (self->steps, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->steps), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_expander_set_expanded (self->steps, TRUE);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (texts)));
  gtk_list_view_set_model (self->steps_list, GTK_SELECTION_MODEL (selection));
}

/* --- The job at the PBX -------------------------------------------------------------------------- */

static void
show_job (DectPushView *self)
{
  const DectPbxPushResult *pushed = dect_pbx_session_get_pushed (self->session);
  const DectPbxJob *job = dect_pbx_session_get_job (self->session);
  const GError *error = dect_pbx_session_get_error (self->session, DECT_SESSION_APPLY);
  gboolean running = dect_pbx_session_get_task (self->session) == DECT_SESSION_APPLY;
  gboolean waits = pushed != NULL && pushed->jobs != NULL && pushed->jobs[0] != NULL;

  gtk_widget_set_visible (self->apply, waits && (job == NULL || job->state != DECT_PBX_JOB_DONE));
  if (running)
    dect_note_set (self->job_note, DECT_NOTE_INFO, _("The PBX takes the changes into service."));
  else if (error != NULL)
    dect_note_set (self->job_note, DECT_NOTE_ERROR, error->message);
  else if (!waits)
    dect_note_set (self->job_note, DECT_NOTE_INFO, NULL);
  else if (job == NULL)
    dect_note_set (
        self->job_note, DECT_NOTE_WARNING,
        _("The PBX has stored everything. It takes it into service only when you apply it."));
  else if (job->state == DECT_PBX_JOB_DONE)
    dect_note_set (self->job_note, DECT_NOTE_GOOD, _("The changes are in service."));
  else
    dect_note_set (self->job_note, DECT_NOTE_WARNING,
                   _("The PBX is still at it. Look into its own job list, or ask again."));
}

static void
show_note (DectPushView *self)
{
  const GError *error = dect_pbx_session_get_error (self->session, DECT_SESSION_PUSH);
  const DectPbxPushResult *pushed = dect_pbx_session_get_pushed (self->session);
  g_autofree char *text = pushed != NULL ? dup_pushed (pushed) : NULL;

  if (error != NULL)
    dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
  else
    dect_note_set (self->note, DECT_NOTE_GOOD, text);
}

static gboolean
is_unguarded (DectPushView *self)
{
  DectPbxProfile *profile = dect_pbx_session_get_profile (self->session);

  return profile != NULL && profile->concurrency == DECT_PBX_CONCURRENCY_NONE;
}

gboolean
dect_push_view_allows_unguarded (DectPushView *self)
{
  gboolean allowed;

  g_return_val_if_fail (DECT_IS_PUSH_VIEW (self), FALSE);

  /* Asked anew for each push. */
  allowed = gtk_switch_get_active (self->unguarded);
  gtk_switch_set_active (self->unguarded, FALSE);
  return allowed;
}

static void
show_buttons (DectPushView *self)
{
  const DectPbxReview *review = dect_pbx_session_get_review (self->session);
  const GError *error = dect_pbx_session_get_error (self->session, DECT_SESSION_PUSH);
  gboolean partial = g_error_matches (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PARTIAL);
  gboolean again = g_error_matches (error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT)
                   || g_error_matches (error, DECT_PBX_ERROR, DECT_PBX_ERROR_UNCERTAIN);
  const DectPbxDiff *diff = review != NULL ? review->result->diff : NULL;
  guint n = diff != NULL ? diff->n_create + diff->n_update + diff->n_remove : 0;
  g_autofree char *label = g_strdup_printf (ngettext ("Push %u change", "Push %u changes", n), n);
  gboolean fresh = review != NULL && review->merge == NULL
                   && !dect_pbx_session_review_is_stale (self->session) && !again;

  gtk_button_set_label (self->push, partial ? _("_Go on") : label);
  gtk_widget_set_visible (GTK_WIDGET (self->push), fresh);
  gtk_widget_set_visible (self->unguarded_group, fresh && is_unguarded (self));
  gtk_widget_set_visible (GTK_WIDGET (self->review),
                          dect_pbx_session_can_write (self->session) && !fresh);
}

static void
update (DectPushView *self)
{
  g_autofree char *state = NULL;

  if (self->session == NULL)
    return;
  state = dup_state (self);
  gtk_label_set_text (self->state, state);
  gtk_widget_set_visible (GTK_WIDGET (self->state),
                          dect_pbx_session_get_pushed (self->session) == NULL
                              || dect_pbx_session_get_review (self->session) != NULL);
  show_rules (self);
  show_note (self);
  show_steps (self);
  show_job (self);
  show_buttons (self);
}

/* Whoever looks at the session looks at whether it may push, too. */
static void
overridden_cb (DectPushView *self)
{
  if (self->session != NULL)
    g_signal_emit_by_name (self->session, "changed");
}

static void
disconnect (DectPushView *self)
{
  if (self->session == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_signal_handlers_disconnect_by_func (dect_pbx_session_get_document (self->session), update,
                                        self);
  g_clear_object (&self->session);
}

static void
dect_push_view_dispose (GObject *object)
{
  DectPushView *self = DECT_PUSH_VIEW (object);

  disconnect (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_PUSH_VIEW);
  G_OBJECT_CLASS (dect_push_view_parent_class)->dispose (object);
}

static void
dect_push_view_class_init (DectPushViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_push_view_dispose;
  g_type_ensure (DECT_TYPE_JOURNAL_VIEW);
  g_type_ensure (DECT_TYPE_NOTE);
  g_type_ensure (DECT_TYPE_OVERRIDE_LIST);
  g_type_ensure (DECT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-push-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DectPushView, state);
  gtk_widget_class_bind_template_child (widget_class, DectPushView, blockers);
  gtk_widget_class_bind_template_child (widget_class, DectPushView, unguarded_group);
  gtk_widget_class_bind_template_child (widget_class, DectPushView, unguarded);
  gtk_widget_class_bind_template_child (widget_class, DectPushView, steps);
  gtk_widget_class_bind_template_child (widget_class, DectPushView, steps_list);
  gtk_widget_class_bind_template_child (widget_class, DectPushView, job_note);
  gtk_widget_class_bind_template_child (widget_class, DectPushView, journal);
  gtk_widget_class_bind_template_child (widget_class, DectPushView, apply);
  gtk_widget_class_bind_template_child (widget_class, DectPushView, note);
  gtk_widget_class_bind_template_child (widget_class, DectPushView, push);
  gtk_widget_class_bind_template_child (widget_class, DectPushView, review);
  gtk_widget_class_bind_template_callback (widget_class, overridden_cb);
}

static void
dect_push_view_init (DectPushView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (step_set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (step_bind_cb), NULL);
  gtk_list_view_set_factory (self->steps_list, factory);
  dect_accessible_name_list (GTK_WIDGET (self->steps_list), _("Records of the push"));
}

void
dect_push_view_set_session (DectPushView *self, DectPbxSession *session)
{
  g_return_if_fail (DECT_IS_PUSH_VIEW (self));
  g_return_if_fail (session == NULL || DECT_IS_PBX_SESSION (session));

  disconnect (self);
  dect_override_list_reset (self->blockers);
  self->shown_steps = NULL;
  dect_journal_view_set_log (self->journal,
                             session != NULL ? dect_site_get_log (
                                 dect_document_get_site (dect_pbx_session_get_document (session)))
                                             : NULL);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dect_pbx_session_get_document (session), "notify::analysis",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
