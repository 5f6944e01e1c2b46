/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-commission-page.h"

#include <glib/gi18n.h>

#include "check/dect-check.h"
#include "dect-boot-view.h"
#include "dect-commission-log.h"
#include "dect-compare-view.h"
#include "dect-connect-view.h"
#include "dect-dhcp-view.h"
#include "dect-files-view.h"
#include "dect-note.h"
#include "dect-push-view.h"
#include "dect-review-view.h"
#include "dect-step-row.h"
#include "dect-step-view.h"
#include "dect-switch-view.h"
#include "dect-todo-view.h"
#include "model/dect-locale.h"

/* What takes less is not worth a word. */
#define BUSY_DELAY_MS 400

struct _DectCommissionPage
{
  AdwBin parent_instance;
  AdwLeaflet *leaflet;
  GtkListBox *steps;
  GtkScrolledWindow *scroller;
  GtkStack *stack;
  GtkRevealer *busy;
  GtkLabel *busy_label;
  GtkProgressBar *busy_bar;
  GtkInfoBar *plain;

  DectStepRow *rows[DECT_N_STEPS];
  DectStepView *views[DECT_N_STEPS];
  GtkLabel *check_label;
  DectNote *check_note;
  DectConnectView *connect_view;
  DectReviewView *review_view;
  DectPushView *push_view;
  DectFilesView *files_view;
  DectSwitchView *switch_view;
  DectDhcpView *dhcp_view;
  DectBootView *boot_view;
  DectTodoView *rfp_todo;
  DectTodoView *handset_todo;
  DectCompareView *compare_view;

  DectDocument *document;
  DectPbxSession *session;
  DectStep step;
  gboolean merge_shown;
  guint busy_source;
};

G_DEFINE_FINAL_TYPE (DectCommissionPage, dect_commission_page, ADW_TYPE_BIN)

static DectSite *
site_of (DectCommissionPage *self)
{
  return dect_document_get_site (self->document);
}

/* --- How each step stands ------------------------------------------------------------------------ */

static gboolean
check_is_good (DectCommissionPage *self)
{
  DectAnalysis *analysis = dect_document_get_analysis (self->document);

  return analysis != NULL && dect_findings_count (analysis->findings, DECT_SEVERITY_ERROR) == 0;
}

static char *
dup_check_caption (DectCommissionPage *self)
{
  DectAnalysis *analysis = dect_document_get_analysis (self->document);
  guint n_rfps, n_handsets, n_errors, n_warnings;
  g_autofree char *rfps = NULL, *handsets = NULL, *findings = NULL;

  if (analysis == NULL)
    return g_strdup (_("checking"));
  n_rfps = dect_snapshot_count (analysis->snapshot, DECT_KIND_RFP);
  n_handsets = dect_snapshot_count (analysis->snapshot, DECT_KIND_HANDSET);
  n_errors = dect_findings_count (analysis->findings, DECT_SEVERITY_ERROR);
  n_warnings = dect_findings_count (analysis->findings, DECT_SEVERITY_WARNING);
  rfps = g_strdup_printf (ngettext ("%u base station", "%u base stations", n_rfps), n_rfps);
  handsets = g_strdup_printf (ngettext ("%u handset", "%u handsets", n_handsets), n_handsets);
  findings = n_errors > 0
                 ? g_strdup_printf (ngettext ("%u error", "%u errors", n_errors), n_errors)
                 : g_strdup_printf (ngettext ("%u warning", "%u warnings", n_warnings), n_warnings);
  return g_strdup_printf ("%s, %s, %s", rfps, handsets, findings);
}

static char *
dup_connect_caption (DectCommissionPage *self)
{
  DectPbxProfile *profile = dect_pbx_session_get_profile (self->session);
  g_autoptr (GUri) uri = NULL;

  if (dect_pbx_session_get_info (self->session) == NULL || profile == NULL)
    return NULL;
  uri = g_uri_parse (profile->base_url, G_URI_FLAGS_NONE, NULL);
  return g_strdup (dect_pbx_profile_is_loopback (profile) || uri == NULL
                       ? dect_pbx_profile_get_label (profile)
                       : g_uri_get_host (uri));
}

static gint64
push_time (DectCommissionPage *self, const DectStepState *state)
{
  DectLogEntry *push = dect_log_last (dect_site_get_log (site_of (self)), "push");

  return MAX (state->time, push != NULL ? dect_log_entry_get_time (push) : 0);
}

/* A push says nothing about what was planned after it. */
static gboolean
changed_since_push (DectCommissionPage *self, const DectStepState *state)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site_of (self));

  return state->done && dect_snapshot_get_changed (snapshot) > push_time (self, state);
}

static char *
dup_push_caption (DectCommissionPage *self, const DectStepState *state)
{
  DectLogEntry *push = dect_log_last (dect_site_get_log (site_of (self)), "push");
  g_autofree char *etag = push != NULL ? dect_log_entry_dup_detail (push, "etag") : NULL;
  g_autofree char *date = dect_locale_dup_time (push_time (self, state));

  if (!state->done)
    return NULL;
  if (changed_since_push (self, state))
    return g_strdup (_("the plan has changed since"));
  if (etag == NULL || !g_str_has_prefix (etag, "\"r") || !g_ascii_isdigit (etag[2]))
    return g_strdup (date);
  return g_strdup_printf (_("revision %lu, %s"), (gulong) g_ascii_strtoull (etag + 2, NULL, 10),
                          date);
}

static char *
dup_caption (DectCommissionPage *self, DectStep step, const DectStepState *state)
{
  char *caption = NULL;

  if (step == DECT_STEP_CHECK)
    return dup_check_caption (self);
  if (step == DECT_STEP_CONNECT)
    caption = dup_connect_caption (self);
  else if (step == DECT_STEP_PUSH)
    caption = dup_push_caption (self, state);
  if (caption == NULL && state->done)
    caption = dect_locale_dup_time (state->time);
  return caption;
}

static void
update_check (DectCommissionPage *self)
{
  DectAnalysis *analysis = dect_document_get_analysis (self->document);
  g_autofree char *caption = dup_check_caption (self);
  guint n = analysis != NULL ? dect_findings_count (analysis->findings, DECT_SEVERITY_ERROR) : 0;
  g_autofree char *errors = g_strdup_printf (
      ngettext ("%u error must be corrected before the push, or its rule overridden there.",
                "%u errors must be corrected before the push, or their rules overridden there.", n),
      n);

  gtk_label_set_text (self->check_label, caption);
  if (analysis == NULL)
    dect_note_set (self->check_note, DECT_NOTE_INFO, NULL);
  else if (n > 0)
    dect_note_set (self->check_note, DECT_NOTE_ERROR, errors);
  else
    dect_note_set (self->check_note, DECT_NOTE_GOOD, _("The plan has no errors."));
}

static void
update_steps (DectCommissionPage *self)
{
  DectStepState states[DECT_N_STEPS];

  if (self->document == NULL)
    return;
  dect_commission_read (site_of (self), states);
  states[DECT_STEP_CHECK].done = check_is_good (self);
  states[DECT_STEP_CHECK].time = 0;
  for (guint i = 0; i < DECT_N_STEPS; i++)
    {
      g_autofree char *caption = dup_caption (self, (DectStep) i, &states[i]);

      if (i == DECT_STEP_PUSH && changed_since_push (self, &states[i]))
        states[i].done = FALSE;
      dect_step_row_set (self->rows[i], states[i].done, caption);
      dect_step_view_update (self->views[i], dect_site_get_info (site_of (self)), &states[i]);
    }
  update_check (self);
}

/* --- What can be done ---------------------------------------------------------------------------- */

static gboolean
can_merge (DectCommissionPage *self)
{
  const DectPbxReview *review = dect_pbx_session_get_review (self->session);

  return review != NULL && review->merge != NULL
         && !dect_pbx_session_review_is_stale (self->session)
         && dect_pbx_merge_is_settled (review->merge);
}

static void
update_actions (DectCommissionPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean here = self->session != NULL;
  gboolean idle = here && dect_pbx_session_get_task (self->session) == DECT_SESSION_NOTHING;
  gboolean connected = here && dect_pbx_session_get_info (self->session) != NULL;

  gtk_widget_action_set_enabled (widget, "commission.step", here);
  gtk_widget_action_set_enabled (widget, "commission.tick", here);
  gtk_widget_action_set_enabled (widget, "commission.connect", idle);
  gtk_widget_action_set_enabled (widget, "commission.review",
                                 idle && connected && dect_pbx_session_can_write (self->session));
  gtk_widget_action_set_enabled (widget, "commission.merge", idle && can_merge (self));
  gtk_widget_action_set_enabled (widget, "commission.apply",
                                 idle && connected
                                     && dect_pbx_session_get_pushed (self->session) != NULL);
  gtk_widget_action_set_enabled (
      widget, "commission.push",
      idle && connected && dect_pbx_session_get_review (self->session) != NULL
          && dect_pbx_session_get_review (self->session)->merge == NULL
          && (self->step != DECT_STEP_PUSH || dect_push_view_can_push (self->push_view)));
  gtk_widget_action_set_enabled (widget, "commission.fetch",
                                 idle && connected && dect_pbx_session_can_write (self->session));
  gtk_widget_action_set_enabled (widget, "commission.write", idle);
  gtk_widget_action_set_enabled (widget, "commission.imported", idle);
  gtk_widget_action_set_enabled (widget, "commission.cancel", here && !idle);
}

static gboolean
show_busy_cb (gpointer user_data)
{
  DectCommissionPage *self = user_data;

  self->busy_source = 0;
  gtk_revealer_set_reveal_child (self->busy, TRUE);
  return G_SOURCE_REMOVE;
}

/* "Pushing to the PBX: Base station Hall 1 N (12 of 254)" */
static void
show_progress (DectCommissionPage *self, const char *task)
{
  guint done, total;
  const char *doing = dect_pbx_session_get_progress (self->session, &done, &total);
  g_autofree char *text = NULL;

  if (doing != NULL && total > 0)
    text = g_strdup_printf (_("%s: %s (%u of %u)"), task, doing, done, total);
  else if (doing != NULL)
    text = g_strdup_printf ("%s: %s", task, doing);
  gtk_label_set_text (self->busy_label, text != NULL ? text : task);
  gtk_widget_set_visible (GTK_WIDGET (self->busy_bar), total > 0);
  gtk_progress_bar_set_fraction (self->busy_bar, total > 0 ? MIN (1.0, done / (gdouble) total) : 0);
}

static void
update_busy (DectCommissionPage *self)
{
  static const char *const texts[DECT_SESSION_NOTHING] = {
    N_("Connecting to the PBX"), N_("Comparing with the PBX"), N_("Pushing to the PBX"),
    N_("Applying at the PBX"),   N_("Getting the OMM files"),  N_("Reading users and locations"),
  };
  DectSessionTask task
      = self->session != NULL ? dect_pbx_session_get_task (self->session) : DECT_SESSION_NOTHING;

  if (task == DECT_SESSION_NOTHING)
    {
      g_clear_handle_id (&self->busy_source, g_source_remove);
      gtk_revealer_set_reveal_child (self->busy, FALSE);
      return;
    }
  show_progress (self, _(texts[task]));
  if (self->busy_source == 0 && !gtk_revealer_get_reveal_child (self->busy))
    self->busy_source = g_timeout_add (BUSY_DELAY_MS, show_busy_cb, self);
}

/* A push that met somebody else's work leads to where both are brought together. */
static void
lead_to_merge (DectCommissionPage *self)
{
  const DectPbxReview *review
      = self->session != NULL ? dect_pbx_session_get_review (self->session) : NULL;
  gboolean open = review != NULL && review->merge != NULL;

  if (open && !self->merge_shown && self->step == DECT_STEP_PUSH)
    dect_commission_page_show_step (self, DECT_STEP_REVIEW);
  self->merge_shown = open;
}

static void
session_changed_cb (DectCommissionPage *self)
{
  lead_to_merge (self);
  gtk_info_bar_set_revealed (self->plain,
                             self->session != NULL && dect_pbx_session_is_plain (self->session));
  update_busy (self);
  update_steps (self);
  update_actions (self);
}

static void
analysis_changed_cb (DectCommissionPage *self)
{
  update_steps (self);
  update_actions (self);
}

/* --- Actions ------------------------------------------------------------------------------------- */

static void
step_activated_cb (DectCommissionPage *self, DectStepRow *row)
{
  dect_commission_page_show_step (self, dect_step_row_get_step (row));
  adw_leaflet_set_visible_child_name (self->leaflet, "step");
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectCommissionPage *self = DECT_COMMISSION_PAGE (widget);
  DectStep step;

  if (!dect_step_from_id (g_variant_get_string (parameter, NULL), &step))
    return;
  dect_commission_page_show_step (self, step);
  adw_leaflet_set_visible_child_name (self->leaflet, "step");
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_leaflet_set_visible_child_name (DECT_COMMISSION_PAGE (widget)->leaflet, "steps");
}

/* The file that was imported is remembered record by record, where the person got it in this
 * session. */
static void
tick_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectCommissionPage *self = DECT_COMMISSION_PAGE (widget);
  DectStepState states[DECT_N_STEPS];
  DectStep step;

  if (!dect_step_from_id (g_variant_get_string (parameter, NULL), &step)
      || !dect_step_info (step)->by_hand)
    return;
  dect_commission_read (site_of (self), states);
  if (!states[step].done && (step == DECT_STEP_RFP_IMPORT || step == DECT_STEP_HANDSET_IMPORT))
    dect_files_view_mark_imported (
        self->files_view, step == DECT_STEP_RFP_IMPORT ? DECT_KIND_RFP : DECT_KIND_HANDSET);
  dect_commission_tick (site_of (self), step, !states[step].done);
}

static void
connect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_connect_view_start (DECT_COMMISSION_PAGE (widget)->connect_view);
}

static void
review_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectCommissionPage *self = DECT_COMMISSION_PAGE (widget);

  dect_commission_page_show_step (self, DECT_STEP_REVIEW);
  dect_review_view_start (self->review_view);
}

/* From the difference, a push that is blocked leads to the step that says why. */
static void
push_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectCommissionPage *self = DECT_COMMISSION_PAGE (widget);
  gboolean can_push = dect_push_view_can_push (self->push_view);

  dect_commission_page_show_step (self, DECT_STEP_PUSH);
  if (can_push)
    {
      g_auto (GStrv) overridden
          = dect_override_list_list_overridden (dect_push_view_get_overrides (self->push_view));

      if (dect_push_view_allows_unguarded (self->push_view))
        dect_pbx_session_allow_unguarded (self->session);
      dect_pbx_session_push (self->session, (const char *const *) overridden);
    }
}

static void
merge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_review_view_take_merge (DECT_COMMISSION_PAGE (widget)->review_view);
}

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectCommissionPage *self = DECT_COMMISSION_PAGE (widget);

  dect_commission_page_show_step (self, DECT_STEP_PUSH);
  dect_pbx_session_apply (self->session);
}

static void
files_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_files_view_choose (DECT_COMMISSION_PAGE (widget)->files_view,
                          g_str_equal (name, "commission.fetch"));
}

static void
imported_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_files_view_mark_imported (DECT_COMMISSION_PAGE (widget)->files_view,
                                 g_str_equal (g_variant_get_string (parameter, NULL), "rfp")
                                     ? DECT_KIND_RFP
                                     : DECT_KIND_HANDSET);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectCommissionPage *self = DECT_COMMISSION_PAGE (widget);

  dect_pbx_session_cancel (self->session);
}

/* --- Building ------------------------------------------------------------------------------------ */

static GtkWidget *
check_content_new (DectCommissionPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Show the _findings"));

  self->check_label = GTK_LABEL (gtk_label_new (NULL));
  self->check_note = g_object_new (DECT_TYPE_NOTE, NULL);
  gtk_label_set_xalign (self->check_label, 0);
  gtk_label_set_wrap (self->check_label, TRUE);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), "win.page::checks");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->check_label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->check_note));
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static GtkWidget *
ports_content_new (DectCommissionPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  self->switch_view = g_object_new (DECT_TYPE_SWITCH_VIEW, NULL);
  self->dhcp_view = g_object_new (DECT_TYPE_DHCP_VIEW, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->switch_view));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->dhcp_view));
  return box;
}

static GtkWidget *
content_new (DectCommissionPage *self, DectStep step)
{
  switch ((int) step)
    {
    case DECT_STEP_CHECK:
      return check_content_new (self);
    case DECT_STEP_CONNECT:
      self->connect_view = g_object_new (DECT_TYPE_CONNECT_VIEW, NULL);
      return GTK_WIDGET (self->connect_view);
    case DECT_STEP_REVIEW:
      self->review_view = g_object_new (DECT_TYPE_REVIEW_VIEW, NULL);
      g_object_bind_property (self->leaflet, "folded", self->review_view, "narrow",
                              G_BINDING_SYNC_CREATE);
      return GTK_WIDGET (self->review_view);
    case DECT_STEP_PUSH:
      self->push_view = g_object_new (DECT_TYPE_PUSH_VIEW, NULL);
      return GTK_WIDGET (self->push_view);
    case DECT_STEP_FILES:
      self->files_view = g_object_new (DECT_TYPE_FILES_VIEW, NULL);
      return GTK_WIDGET (self->files_view);
    case DECT_STEP_PORTS:
      return ports_content_new (self);
    case DECT_STEP_SYNCHRONISED:
      self->boot_view = g_object_new (DECT_TYPE_BOOT_VIEW, NULL);
      return GTK_WIDGET (self->boot_view);
    case DECT_STEP_RFP_IMPORT:
      self->rfp_todo = DECT_TODO_VIEW (dect_todo_view_new (DECT_KIND_RFP));
      return GTK_WIDGET (self->rfp_todo);
    case DECT_STEP_HANDSET_IMPORT:
      self->handset_todo = DECT_TODO_VIEW (dect_todo_view_new (DECT_KIND_HANDSET));
      return GTK_WIDGET (self->handset_todo);
    case DECT_STEP_COMPARE:
      self->compare_view = g_object_new (DECT_TYPE_COMPARE_VIEW, NULL);
      g_object_bind_property (self->leaflet, "folded", self->compare_view, "narrow",
                              G_BINDING_SYNC_CREATE);
      return GTK_WIDGET (self->compare_view);
    default:
      return NULL;
    }
}

static void
dect_commission_page_dispose (GObject *object)
{
  DectCommissionPage *self = DECT_COMMISSION_PAGE (object);

  dect_commission_page_set_document (self, NULL);
  g_clear_handle_id (&self->busy_source, g_source_remove);
  /* GTK 4.8 would unparent the bound child behind the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_COMMISSION_PAGE);
  G_OBJECT_CLASS (dect_commission_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "commission.step", "s", step_action);
  gtk_widget_class_install_action (widget_class, "commission.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "commission.tick", "s", tick_action);
  gtk_widget_class_install_action (widget_class, "commission.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "commission.review", NULL, review_action);
  gtk_widget_class_install_action (widget_class, "commission.push", NULL, push_action);
  gtk_widget_class_install_action (widget_class, "commission.merge", NULL, merge_action);
  gtk_widget_class_install_action (widget_class, "commission.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "commission.fetch", NULL, files_action);
  gtk_widget_class_install_action (widget_class, "commission.write", NULL, files_action);
  gtk_widget_class_install_action (widget_class, "commission.imported", "s", imported_action);
  gtk_widget_class_install_action (widget_class, "commission.cancel", NULL, cancel_action);
}

static void
dect_commission_page_class_init (DectCommissionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_commission_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-commission-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DectCommissionPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, DectCommissionPage, steps);
  gtk_widget_class_bind_template_child (widget_class, DectCommissionPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, DectCommissionPage, stack);
  gtk_widget_class_bind_template_child (widget_class, DectCommissionPage, busy);
  gtk_widget_class_bind_template_child (widget_class, DectCommissionPage, busy_label);
  gtk_widget_class_bind_template_child (widget_class, DectCommissionPage, busy_bar);
  gtk_widget_class_bind_template_child (widget_class, DectCommissionPage, plain);
  gtk_widget_class_bind_template_callback (widget_class, step_activated_cb);
  install_actions (widget_class);
}

static void
dect_commission_page_init (DectCommissionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < DECT_N_STEPS; i++)
    {
      GtkWidget *view = dect_step_view_new ((DectStep) i, content_new (self, (DectStep) i));

      self->rows[i] = DECT_STEP_ROW (dect_step_row_new ((DectStep) i));
      self->views[i] = DECT_STEP_VIEW (view);
      gtk_list_box_append (self->steps, GTK_WIDGET (self->rows[i]));
      gtk_stack_add_named (self->stack, view, dect_step_info ((DectStep) i)->id);
    }
  dect_commission_page_show_step (self, DECT_STEP_CHECK);
}

static void
set_session (DectCommissionPage *self, DectPbxSession *session)
{
  if (self->session != NULL)
    {
      dect_pbx_session_cancel (self->session);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  /* The views first: the page asks them whether a push is possible. */
  dect_connect_view_set_session (self->connect_view, session);
  dect_review_view_set_session (self->review_view, session);
  dect_push_view_set_session (self->push_view, session);
  dect_files_view_set_session (self->files_view, session);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

/* A site is met where its work stands. */
static DectStep
first_open_step (DectCommissionPage *self)
{
  DectStepState states[DECT_N_STEPS];

  dect_commission_read (site_of (self), states);
  for (guint i = DECT_STEP_PORTS; i < DECT_N_STEPS; i++)
    if (states[i].done)
      for (guint j = DECT_STEP_PORTS; j < DECT_N_STEPS; j++)
        if (!states[j].done)
          return (DectStep) j;
  return DECT_STEP_CHECK;
}

void
dect_commission_page_set_document (DectCommissionPage *self, DectDocument *document)
{
  g_autoptr (DectPbxSession) session = NULL;

  g_return_if_fail (DECT_IS_COMMISSION_PAGE (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  if (self->document == document)
    return;
  if (self->document != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->document, self);
      g_signal_handlers_disconnect_by_data (dect_site_get_log (site_of (self)), self);
    }
  session = document != NULL ? dect_pbx_session_new (document) : NULL;
  g_set_object (&self->document, document);
  dect_switch_view_set_document (self->switch_view, document);
  dect_dhcp_view_set_document (self->dhcp_view, document);
  dect_boot_view_set_document (self->boot_view, document);
  dect_todo_view_set_document (self->rfp_todo, document);
  dect_todo_view_set_document (self->handset_todo, document);
  dect_compare_view_set_document (self->compare_view, document);
  set_session (self, session);
  if (document != NULL)
    {
      g_signal_connect_object (document, "notify::analysis", G_CALLBACK (analysis_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (dect_site_get_log (site_of (self)), "items-changed",
                               G_CALLBACK (update_steps), self, G_CONNECT_SWAPPED);
      dect_commission_page_show_step (self, first_open_step (self));
    }
  session_changed_cb (self);
}

DectPbxSession *
dect_commission_page_get_session (DectCommissionPage *self)
{
  g_return_val_if_fail (DECT_IS_COMMISSION_PAGE (self), NULL);

  return self->session;
}

gboolean
dect_commission_page_is_done (DectCommissionPage *self, DectStep step)
{
  g_return_val_if_fail (DECT_IS_COMMISSION_PAGE (self), FALSE);
  g_return_val_if_fail ((guint) step < DECT_N_STEPS, FALSE);

  return dect_step_row_is_done (self->rows[step]);
}

void
dect_commission_page_show_step (DectCommissionPage *self, DectStep step)
{
  g_return_if_fail (DECT_IS_COMMISSION_PAGE (self));
  g_return_if_fail ((guint) step < DECT_N_STEPS);

  if (self->step != step)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  self->step = step;
  gtk_list_box_select_row (self->steps, GTK_LIST_BOX_ROW (self->rows[step]));
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->views[step]));
  if (step == DECT_STEP_CONNECT)
    dect_connect_view_load_passwords (self->connect_view);
  update_actions (self);
}
