/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-push-view.h"

#include <glib/gi18n.h>

#include "check/dect-check.h"
#include "dect-accessible.h"
#include "dect-journal-view.h"
#include "dect-note.h"
#include "dect-text-label.h"
#include "dect-wrap-box.h"

struct _DectPushView
{
  AdwBin parent_instance;
  GtkLabel *state;
  AdwPreferencesGroup *blockers;
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
  GtkWidget *checks;

  DectPbxSession *session;
  GPtrArray *shown_steps; /* only compared */
  GHashTable *rows;       /* rule id -> its AdwActionRow */
  GHashTable *reasons;    /* rule id -> the AdwEntryRow below that */
  GHashTable *overrides;  /* rule id -> why, "" without a reason */
};

G_DEFINE_FINAL_TYPE (DectPushView, dect_push_view, ADW_TYPE_BIN)

static DectAnalysis *
analysis_of (DectPushView *self)
{
  return self->session != NULL
             ? dect_document_get_analysis (dect_pbx_session_get_document (self->session))
             : NULL;
}

/* Rules with errors, each once, in the order of the findings; @first takes the first finding of
 * each. */
static GPtrArray *
list_error_rules (DectPushView *self, GHashTable *first)
{
  DectAnalysis *analysis = analysis_of (self);
  GPtrArray *rules = g_ptr_array_new ();

  for (guint i = 0; analysis != NULL && i < analysis->findings->len; i++)
    {
      DectFinding *finding = analysis->findings->pdata[i];
      const char *rule = dect_finding_get_rule (finding);

      if (dect_finding_get_severity (finding) != DECT_SEVERITY_ERROR
          || g_hash_table_contains (first, rule))
        continue;
      g_hash_table_insert (first, (gpointer) rule, finding);
      g_ptr_array_add (rules, (gpointer) rule);
    }
  return rules;
}

static char **
list_rules (DectPushView *self, gboolean overridden)
{
  g_autoptr (GHashTable) first = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) rules = list_error_rules (self, first);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < rules->len; i++)
    {
      const char *rule = rules->pdata[i];
      const char *reason = g_hash_table_lookup (self->overrides, rule);
      g_autofree char *text = reason != NULL && reason[0] != '\0'
                                  ? g_strconcat (rule, "=", reason, NULL)
                                  : g_strdup (rule);

      if ((reason != NULL) == overridden)
        g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

char **
dect_push_view_list_blocking (DectPushView *self)
{
  g_return_val_if_fail (DECT_IS_PUSH_VIEW (self), NULL);

  return list_rules (self, FALSE);
}

char **
dect_push_view_list_overridden (DectPushView *self)
{
  g_return_val_if_fail (DECT_IS_PUSH_VIEW (self), NULL);

  return list_rules (self, TRUE);
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
  blocking = dect_push_view_list_blocking (self);
  return blocking[0] == NULL;
}

/* --- Rules in the way ---------------------------------------------------------------------------- */

static void
override_cb (GtkSwitch *button, GParamSpec *pspec, DectPushView *self)
{
  const char *rule = g_object_get_data (G_OBJECT (button), "rule");
  GtkEditable *reason = g_hash_table_lookup (self->reasons, rule);

  dect_push_view_override (self, rule,
                           gtk_switch_get_active (button) ? gtk_editable_get_text (reason) : NULL);
}

static void
reason_cb (GtkEditable *reason, DectPushView *self)
{
  g_hash_table_insert (self->overrides, g_strdup (g_object_get_data (G_OBJECT (reason), "rule")),
                       g_strdup (gtk_editable_get_text (reason)));
}

/* Why a rule is overridden, asked for only where it is. */
static GtkWidget *
reason_row_new (DectPushView *self, const char *rule)
{
  GtkWidget *row = adw_entry_row_new ();
  const char *reason = g_hash_table_lookup (self->overrides, rule);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Reason, kept in the report"));
  gtk_editable_set_text (GTK_EDITABLE (row), reason != NULL ? reason : "");
  gtk_widget_set_visible (row, reason != NULL);
  g_object_set_data_full (G_OBJECT (row), "rule", g_strdup (rule), g_free);
  g_signal_connect_object (row, "changed", G_CALLBACK (reason_cb), self, 0);
  return row;
}

static GtkWidget *
row_new (DectPushView *self, const char *rule)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_switch_new ();
  const DectRuleInfo *info = dect_check_rule (rule);
  g_autofree char *markup
      = g_markup_printf_escaped ("%s · %s", info != NULL ? _(info->title) : rule, rule);
  g_autofree char *spoken = g_strdup_printf (_("Push although the rule %s found errors"), rule);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), markup);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  gtk_switch_set_active (GTK_SWITCH (button), g_hash_table_contains (self->overrides, rule));
  g_object_set_data_full (G_OBJECT (button), "rule", g_strdup (rule), g_free);
  g_signal_connect_object (button, "notify::active", G_CALLBACK (override_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_rules (DectPushView *self)
{
  g_autoptr (GHashTable) first = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) rules = list_error_rules (self, first);
  GHashTableIter iter;
  gpointer rule, row;
  GtkWidget *reason;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &rule, &row))
    if (!g_hash_table_contains (first, rule))
      {
        adw_preferences_group_remove (self->blockers, row);
        adw_preferences_group_remove (self->blockers, g_hash_table_lookup (self->reasons, rule));
        g_hash_table_remove (self->reasons, rule);
        g_hash_table_iter_remove (&iter);
      }
  for (guint i = 0; i < rules->len; i++)
    {
      g_autofree char *text = g_markup_escape_text (
          dect_finding_get_text (g_hash_table_lookup (first, rules->pdata[i])), -1);

      row = g_hash_table_lookup (self->rows, rules->pdata[i]);
      if (row == NULL)
        {
          row = row_new (self, rules->pdata[i]);
          g_hash_table_insert (self->rows, g_strdup (rules->pdata[i]), row);
          adw_preferences_group_add (self->blockers, row);
          reason = reason_row_new (self, rules->pdata[i]);
          g_hash_table_insert (self->reasons, g_strdup (rules->pdata[i]), reason);
          adw_preferences_group_add (self->blockers, reason);
        }
      gtk_widget_set_visible (g_hash_table_lookup (self->reasons, rules->pdata[i]),
                              g_hash_table_contains (self->overrides, rules->pdata[i]));
      adw_action_row_set_subtitle (row, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->blockers), rules->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->checks), rules->len > 0);
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

void
dect_push_view_override (DectPushView *self, const char *rule, const char *reason)
{
  g_return_if_fail (DECT_IS_PUSH_VIEW (self));
  g_return_if_fail (rule != NULL);

  if (reason != NULL)
    g_hash_table_insert (self->overrides, g_strdup (rule), g_strdup (reason));
  else
    g_hash_table_remove (self->overrides, rule);
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
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->reasons, g_hash_table_unref);
  g_clear_pointer (&self->overrides, g_hash_table_unref);
  G_OBJECT_CLASS (dect_push_view_parent_class)->dispose (object);
}

static void
dect_push_view_class_init (DectPushViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_push_view_dispose;
  g_type_ensure (DECT_TYPE_JOURNAL_VIEW);
  g_type_ensure (DECT_TYPE_NOTE);
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
  gtk_widget_class_bind_template_child (widget_class, DectPushView, checks);
}

static void
dect_push_view_init (DectPushView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->overrides = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
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
  g_hash_table_remove_all (self->overrides);
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
