/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-omm-push.h"

#include <glib/gi18n.h>

#include "check/dect-check.h"
#include "dect-accessible.h"
#include "dect-analysis.h"
#include "dect-dialogs.h"
#include "dect-document-secrets.h"
#include "dect-more-row.h"
#include "dect-note.h"
#include "dect-override-list.h"
#include "dect-report-dialog.h"
#include "model/dect-hardware.h"
#include "model/dect-mac.h"
#include "omm/dect-axi-client.h"
#include "pbx/dect-pbx-journal.h"

/* More than anybody reads row by row; the command line lists them all. Refused ones are always
 * shown. */
#define MAX_ROWS 300

struct _DectOmmPush
{
  AdwWindow parent_instance;
  GtkProgressBar *progress;
  DectNote *note;
  DectOverrideList *overrides;
  AdwPreferencesGroup *captured;
  GtkListBox *steps;
  GtkLabel *by_hand;

  DectDocument *document;
  DectOmmSystem *system;
  DectAxiPlan *plan;
  char *host;        /* where it is written to */
  char **overridden; /* rules that did not keep it from being written, "RULE" or "RULE=REASON" */
  GPtrArray *captured_rows; /* borrowed */
  GCancellable *cancellable;
  guint64 generation; /* of the site the plan was made from */
  gboolean changed;   /* something was written, or a MAC was given */
  gboolean busy;
  gboolean closed;
};

enum
{
  SIGNAL_WRITTEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DectOmmPush, dect_omm_push, ADW_TYPE_WINDOW)

static DectSite *
site_of (DectOmmPush *self)
{
  return dect_document_get_site (self->document);
}

/* --- What is shown ------------------------------------------------------------------------------
 */

/* One value a line; of a new one only what it gets. */
static char *
dup_values (const DectAxiStep *step)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < step->changes->len; i++)
    {
      const DectAxiChange *change = g_ptr_array_index (step->changes, i);

      if (i > 0)
        g_string_append (text, step->kind == DECT_AXI_STEP_CREATE ? ", " : "\n");
      if (step->kind == DECT_AXI_STEP_CREATE)
        g_string_append_printf (text, "%s %s", change->label, change->after);
      else
        g_string_append_printf (text, "%s: %s → %s", change->label,
                                *change->before != '\0' ? change->before : "–", change->after);
    }
  if (step->problem != NULL)
    g_string_append_printf (text, "\n%s", step->problem->message);
  return g_string_free (text, FALSE);
}

static GtkWidget *
step_row_new (const DectAxiStep *step)
{
  static const char *const icons[] = {
    [DECT_AXI_STEP_OPEN] = NULL,
    [DECT_AXI_STEP_DONE] = "object-select-symbolic",
    [DECT_AXI_STEP_REFUSED] = "dialog-error-symbolic",
  };
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = step->kind == DECT_AXI_STEP_CREATE
                               /* Translators: a base station or handset that the OMM gets */
                               ? g_strdup_printf (_("New: %s"), step->title)
                               /* Translators: a base station or handset that changes in the OMM */
                               : g_strdup_printf (_("Change: %s"), step->title);
  g_autofree char *values = dup_values (step);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), values);
  if (icons[step->state] != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               gtk_image_new_from_icon_name (icons[step->state]));
  return row;
}

static void
show_steps (DectOmmPush *self)
{
  g_autofree char *notes = NULL;
  guint n_shown = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->steps))) != NULL)
    gtk_list_box_remove (self->steps, child);
  for (guint i = 0; i < self->plan->steps->len; i++)
    {
      const DectAxiStep *step = g_ptr_array_index (self->plan->steps, i);

      if (n_shown >= MAX_ROWS && step->state != DECT_AXI_STEP_REFUSED)
        continue;
      gtk_list_box_append (self->steps, step_row_new (step));
      n_shown++;
    }
  if (n_shown < self->plan->steps->len)
    gtk_list_box_append (self->steps, dect_more_row_new (self->plan->steps->len - n_shown));
  gtk_widget_set_visible (GTK_WIDGET (self->steps), self->plan->steps->len > 0);

  g_ptr_array_add (self->plan->notes, NULL);
  notes = g_strjoinv ("\n", (char **) self->plan->notes->pdata);
  g_ptr_array_set_size (self->plan->notes, (gint) self->plan->notes->len - 1);
  gtk_label_set_text (self->by_hand, notes);
  gtk_widget_set_visible (GTK_WIDGET (self->by_hand), *notes != '\0');
}

/* --- Whether it may be written ------------------------------------------------------------------
 */

/* Old findings say nothing about what would be written. */
static gboolean
is_checked (DectOmmPush *self)
{
  DectAnalysis *analysis = dect_document_get_analysis (self->document);

  return analysis != NULL && dect_snapshot_get_generation (analysis->snapshot) == self->generation;
}

/* The errors of the checks, as they block a push to the PBX too. */
static void
show_errors (DectOmmPush *self)
{
  DectAnalysis *analysis = dect_document_get_analysis (self->document);

  dect_override_list_set_findings (
      self->overrides, is_checked (self) && self->plan->steps->len > 0 ? analysis->findings : NULL);
}

static gboolean
is_blocked (DectOmmPush *self)
{
  g_auto (GStrv) blocking = dect_override_list_list_blocking (self->overrides);

  return blocking[0] != NULL;
}

static void
show_state (DectOmmPush *self)
{
  guint n_open = dect_axi_plan_count (self->plan, DECT_AXI_STEP_OPEN);
  gboolean blocked = is_blocked (self);
  g_autofree char *text = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "omm.write",
                                 n_open > 0 && !blocked && is_checked (self) && !self->busy);
  if (self->plan->steps->len == 0)
    dect_note_set (self->note, DECT_NOTE_GOOD,
                   _("The OMM has what the plan says; there is nothing to write."));
  else if (blocked)
    dect_note_set (self->note, DECT_NOTE_ERROR,
                   _("Errors of the checks block the writing; see “In the way”."));
  else if (n_open > 0)
    {
      text = g_strdup_printf (
          ngettext ("%u record will be written. Nothing is deleted in the OMM.",
                    "%u records will be written. Nothing is deleted in the OMM.", n_open),
          n_open);
      dect_note_set (self->note, DECT_NOTE_INFO, text);
    }
}

static void fill_captured (DectOmmPush *self);

static void
make_plan (DectOmmPush *self)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site_of (self));

  g_clear_pointer (&self->plan, dect_axi_plan_free);
  self->plan = dect_axi_plan_new (snapshot, self->system);
  self->generation = dect_snapshot_get_generation (snapshot);
  show_steps (self);
  fill_captured (self);
  show_errors (self);
  show_state (self);
}

/* --- Captured base stations ---------------------------------------------------------------------
 */

/* Planned ones that have no MAC yet: names for people, and ids in the same order. */
static char **
list_free (DectOmmPush *self, GArray *ids)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site_of (self));
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  guint n_records;
  const DectRecord *const *records = dect_snapshot_records (snapshot, DECT_KIND_RFP, &n_records);

  g_strv_builder_add (names, _("None"));
  g_array_append_val (ids, (guint32){ 0 });
  for (guint i = 0; i < n_records; i++)
    if (DECT_RFP (records[i])->mac == NULL)
      {
        g_autofree char *title = dect_record_title (records[i]);

        g_strv_builder_add (names, title);
        g_array_append_val (ids, records[i]->id);
      }
  return g_strv_builder_end (names);
}

static void
chosen_cb (AdwComboRow *row, GParamSpec *pspec, gpointer user_data)
{
  DectOmmPush *self = user_data;
  GArray *ids = g_object_get_data (G_OBJECT (row), "ids");
  const char *mac = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  guint selected = adw_combo_row_get_selected (row);
  g_autoptr (GError) error = NULL;

  if (selected == 0 || selected >= ids->len)
    return;
  if (!dect_hardware_set (site_of (self), g_array_index (ids, guint32, selected), mac, &error))
    {
      dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
      return;
    }
  /* The checks run anew, and the list follows them. */
  self->changed = TRUE;
}

static GtkWidget *
captured_row_new (DectOmmPush *self, const DectOmmRfp *rfp)
{
  GtkWidget *row = adw_combo_row_new ();
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_auto (GStrv) names = list_free (self, ids);
  g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *const *) names);
  g_autofree char *mac = NULL;
  DectMac parsed;

  mac = dect_mac_parse (rfp->mac, &parsed, NULL) ? dect_mac_to_string (&parsed)
                                                 : g_strdup (rfp->mac);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), mac);
  if (rfp->model != NULL)
    {
      g_autofree char *model = g_strconcat ("RFP ", rfp->model, NULL);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), model);
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  g_object_set_data_full (G_OBJECT (row), "ids", ids, (GDestroyNotify) g_array_unref);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (chosen_cb), self, 0);
  return row;
}

static gboolean
is_planned (DectOmmPush *self, const DectOmmRfp *rfp)
{
  g_autofree char *mac = NULL;
  DectMac parsed;

  if (!dect_mac_parse (rfp->mac, &parsed, NULL))
    return TRUE;
  mac = dect_mac_to_string (&parsed);
  return dect_hardware_find (site_of (self), DECT_KIND_RFP, mac, 0) != 0;
}

static void
fill_captured (DectOmmPush *self)
{
  for (guint i = 0; i < self->captured_rows->len; i++)
    adw_preferences_group_remove (self->captured, g_ptr_array_index (self->captured_rows, i));
  g_ptr_array_set_size (self->captured_rows, 0);
  for (guint i = 0; i < self->system->rfps->len; i++)
    {
      const DectOmmRfp *rfp = g_ptr_array_index (self->system->rfps, i);
      GtkWidget *row;

      if (!rfp->captured || is_planned (self, rfp))
        continue;
      row = captured_row_new (self, rfp);
      adw_preferences_group_add (self->captured, row);
      g_ptr_array_add (self->captured_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->captured), self->captured_rows->len > 0);
}

/* --- Writing ------------------------------------------------------------------------------------
 */

static void
set_busy (DectOmmPush *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_set_visible (GTK_WIDGET (self->progress), busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->captured), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->overrides), !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "omm.write", !busy);
}

static void
progress_cb (const char *phase, double fraction, gpointer data)
{
  DectOmmPush *self = data;

  if (!self->closed)
    gtk_progress_bar_set_fraction (self->progress, fraction);
}

static void
show_end (DectOmmPush *self, const GError *error)
{
  guint n_done = dect_axi_plan_count (self->plan, DECT_AXI_STEP_DONE);
  guint n_refused = dect_axi_plan_count (self->plan, DECT_AXI_STEP_REFUSED);
  g_autofree char *done = g_strdup_printf (
      ngettext ("%u record is written.", "%u records are written.", n_done), n_done);
  g_autofree char *refused = g_strdup_printf (
      ngettext ("%u was refused; see there.", "%u were refused; see there.", n_refused), n_refused);
  g_autofree char *text
      = g_strdup_printf ("%s%s%s%s%s", done, n_refused > 0 ? " " : "", n_refused > 0 ? refused : "",
                         error != NULL ? "\n" : "", error != NULL ? error->message : "");

  dect_note_set (self->note,
                 error != NULL   ? DECT_NOTE_ERROR
                 : n_refused > 0 ? DECT_NOTE_WARNING
                                 : DECT_NOTE_GOOD,
                 text);
}

/* What was written stands in the site's log, and what was overridden for it. */
static void
log_end (DectOmmPush *self)
{
  DectLog *log = dect_site_get_log (site_of (self));

  if (dect_axi_plan_count (self->plan, DECT_AXI_STEP_OPEN) < self->plan->steps->len)
    dect_pbx_journal_add_accepted (log, (const char *const *) self->overridden);
  dect_axi_plan_log (self->plan, log, self->host);
}

static void
pushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectOmmPush) self = user_data;
  g_autoptr (GError) error = NULL;

  dect_axi_push_finish (result, &error);
  log_end (self);
  if (self->closed)
    {
      g_signal_emit (self, signals[SIGNAL_WRITTEN], 0);
      return;
    }
  set_busy (self, FALSE);
  show_steps (self);
  show_state (self);
  show_end (self, error);
}

static void
write_plan (DectOmmPush *self)
{
  DectSecrets *secrets = dect_document_secrets (self->document);
  const char *password = dect_secrets_get (secrets, DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectAxiProfile) profile
      = dect_axi_profile_load (dect_site_get_info (site_of (self))->uuid, &error);

  if (profile == NULL || password == NULL)
    {
      dect_note_set (
          self->note, DECT_NOTE_ERROR,
          error != NULL ? error->message
                        : _("The password of the OMM is not known any more; read the OMM again."));
      return;
    }
  self->changed = TRUE;
  g_free (self->host);
  self->host = g_strdup (profile->host);
  g_strfreev (self->overridden);
  self->overridden = dect_override_list_list_overridden (self->overrides);
  set_busy (self, TRUE);
  dect_axi_push_async (profile, password, self->plan, secrets, progress_cb, self, self->cancellable,
                       pushed_cb, g_object_ref (self));
}

static void
answer_cb (const char *answer, gpointer user_data)
{
  DectOmmPush *self = user_data;

  /* The plan may have changed meanwhile. */
  if (g_str_equal (answer, "write") && !self->closed && !self->busy && is_checked (self)
      && !is_blocked (self))
    write_plan (self);
}

/* Each error is seen once more before it goes out all the same. */
static void
ask_for_errors (DectOmmPush *self)
{
  const DectReportAnswer answers[]
      = { { "cancel", _("_Cancel"), ADW_RESPONSE_DEFAULT },
          { "write", _("_Write all the same"), ADW_RESPONSE_DESTRUCTIVE },
          { NULL } };
  DectAnalysis *analysis = dect_document_get_analysis (self->document);
  g_autoptr (GPtrArray) rows = dect_report_new ();

  for (guint i = 0; i < analysis->findings->len; i++)
    {
      DectFinding *finding = analysis->findings->pdata[i];

      if (dect_finding_get_severity (finding) == DECT_SEVERITY_ERROR)
        dect_report_add (rows, dect_finding_get_text (finding), dect_finding_get_rule (finding));
    }
  dect_dialog_report (
      GTK_WINDOW (self), _("Write with these errors?"),
      _("The OMM gets the plan as it is. What was overridden, and why, is noted in "
         "the log."),
      rows, answers, answer_cb, self, NULL);
}

static void
write_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectOmmPush *self = DECT_OMM_PUSH (widget);
  g_auto (GStrv) overridden = dect_override_list_list_overridden (self->overrides);

  if (overridden[0] != NULL)
    ask_for_errors (self);
  else
    write_plan (self);
}

/* --- The dialog ---------------------------------------------------------------------------------
 */

/* What is under way ends after the record that is being written. */
static gboolean
dect_omm_push_close_request (GtkWindow *window)
{
  DectOmmPush *self = DECT_OMM_PUSH (window);

  self->closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  if (self->changed && !self->busy)
    g_signal_emit (self, signals[SIGNAL_WRITTEN], 0);
  return GTK_WINDOW_CLASS (dect_omm_push_parent_class)->close_request (window);
}

/* The plan outlives the widgets: a thread may still be at it. */
static void
dect_omm_push_dispose (GObject *object)
{
  DectOmmPush *self = DECT_OMM_PUSH (object);

  self->closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  adw_window_set_content (ADW_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_OMM_PUSH);
  G_OBJECT_CLASS (dect_omm_push_parent_class)->dispose (object);
}

static void
dect_omm_push_finalize (GObject *object)
{
  DectOmmPush *self = DECT_OMM_PUSH (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->plan, dect_axi_plan_free);
  g_clear_pointer (&self->system, dect_omm_system_free);
  g_free (self->host);
  g_strfreev (self->overridden);
  g_ptr_array_unref (self->captured_rows);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (dect_omm_push_parent_class)->finalize (object);
}

static void
dect_omm_push_class_init (DectOmmPushClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_omm_push_dispose;
  G_OBJECT_CLASS (klass)->finalize = dect_omm_push_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = dect_omm_push_close_request;
  signals[SIGNAL_WRITTEN] = g_signal_new ("written", DECT_TYPE_OMM_PUSH, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (DECT_TYPE_NOTE);
  g_type_ensure (DECT_TYPE_OVERRIDE_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-omm-push.ui");
  gtk_widget_class_bind_template_child (widget_class, DectOmmPush, progress);
  gtk_widget_class_bind_template_child (widget_class, DectOmmPush, note);
  gtk_widget_class_bind_template_child (widget_class, DectOmmPush, overrides);
  gtk_widget_class_bind_template_child (widget_class, DectOmmPush, captured);
  gtk_widget_class_bind_template_child (widget_class, DectOmmPush, steps);
  gtk_widget_class_bind_template_child (widget_class, DectOmmPush, by_hand);
  gtk_widget_class_bind_template_callback (widget_class, show_state);
  gtk_widget_class_install_action (widget_class, "omm.write", NULL, write_action);
}

static void
dect_omm_push_init (DectOmmPush *self)
{
  self->cancellable = g_cancellable_new ();
  self->captured_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  dect_accessible_name_lists (GTK_WIDGET (self->steps), _("What will be written"));
}

/* Another plan of the site, another list: nothing is written but what is shown. */
static void
analysis_cb (DectOmmPush *self)
{
  if (!self->busy && !self->closed
      && dect_axi_plan_count (self->plan, DECT_AXI_STEP_OPEN) == self->plan->steps->len)
    make_plan (self);
}

DectOmmPush *
dect_omm_push_open (GtkWindow *parent, DectDocument *document, DectOmmSystem *system)
{
  DectOmmPush *self;

  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (system != NULL, NULL);

  self = g_object_new (DECT_TYPE_OMM_PUSH, "transient-for", parent, NULL);
  self->document = g_object_ref (document);
  self->system = dect_omm_system_ref (system);
  make_plan (self);
  g_signal_connect_object (document, "notify::analysis", G_CALLBACK (analysis_cb), self,
                           G_CONNECT_SWAPPED);
  dect_dialog_present (GTK_WINDOW (self), parent);
  return self;
}

const DectAxiPlan *
dect_omm_push_get_plan (DectOmmPush *self)
{
  g_return_val_if_fail (DECT_IS_OMM_PUSH (self), NULL);

  return self->plan;
}
