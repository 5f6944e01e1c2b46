/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-compare-view.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-axi-view.h"
#include "dect-backup-job.h"
#include "dect-commission-log.h"
#include "dect-dialogs.h"
#include "dect-file-chooser.h"
#include "dect-level-table.h"
#include "dect-more-row.h"
#include "dect-note.h"
#include "dect-omm-push.h"
#include "dect-takeover-dialog.h"
#include "dect-text-label.h"
#include "dect-wrap-box.h"
#include "omm/dect-omm-backup.h"

/* More of one kind than anybody reads row by row; the command line lists them all. */
#define MAX_ROWS 100

struct _DectCompareView
{
  AdwBin parent_instance;
  GtkStringList *scale_names;
  AdwActionRow *backup_row;
  DectAxiView *axi;
  DectNote *note;
  GtkWidget *empty;
  GtkBox *groups;
  GtkWidget *levels;
  AdwComboRow *scales;
  DectLevelTable *table;
  GtkWidget *buttons;
  GtkWidget *levels_button;
  GtkWidget *write_button;

  DectDocument *document;
  DectJob *job;
  DectOmmSystem *system;
  char *name; /* what the person calls the system */
  guint n_problems;
  const DectOmmScale *scale;
  DectOmmReport *report;
  gboolean updating;
  gboolean stale; /* the plan changed while nobody looked */
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DectCompareView, dect_compare_view, ADW_TYPE_BIN)

/* --- Differences ----------------------------------------------------------------------------------- */

static const struct
{
  const char *icon;
  const char *style;
} signs[DECT_OMM_N_DIFFERENCES] = {
  [DECT_OMM_DIFFERENCE_PARK] = { "dialog-error-symbolic", "error" },
  [DECT_OMM_DIFFERENCE_MISSING] = { "list-remove-symbolic", "error" },
  [DECT_OMM_DIFFERENCE_UNKNOWN] = { "list-add-symbolic", "warning" },
  [DECT_OMM_DIFFERENCE_CAPTURED] = { "dialog-question-symbolic", "warning" },
  [DECT_OMM_DIFFERENCE_DEVICE] = { "dialog-warning-symbolic", "warning" },
  [DECT_OMM_DIFFERENCE_PLACE] = { "mark-location-symbolic", "warning" },
  [DECT_OMM_DIFFERENCE_MODEL] = { "dect-rfp-symbolic", "warning" },
  [DECT_OMM_DIFFERENCE_SETTING] = { "emblem-system-symbolic", "accent" },
  [DECT_OMM_DIFFERENCE_NOT_CONNECTED] = { "network-offline-symbolic", "error" },
  [DECT_OMM_DIFFERENCE_NOT_SYNCHRONISED] = { "dialog-warning-symbolic", "error" },
  [DECT_OMM_DIFFERENCE_NOT_SUBSCRIBED] = { "dect-handset-symbolic", "warning" },
};

static void
row_activated_cb (AdwActionRow *row, DectCompareView *self)
{
  guint32 id = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "id"));
  const DectRecord *record = dect_site_find_record (dect_document_get_site (self->document), id);

  if (record == NULL)
    return;
  dect_document_select_one (self->document, id);
  if (record->kind == DECT_KIND_RFP && dect_rfp_is_placed (DECT_RFP (record)))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-object", "u", id);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s",
                                record->kind == DECT_KIND_RFP ? "rfps" : "handsets");
}

static char *
dup_subtitle (const DectOmmDifference *difference)
{
  g_autofree char *text = dect_omm_difference_dup_text (difference);

  const char *key = difference->key;

  if (key != NULL && strstr (difference->title, key) != NULL)
    key = NULL;
  if (*text == '\0' || key == NULL)
    return g_strdup (*text != '\0' ? text : key);
  return g_strdup_printf ("%s\n%s", text, key);
}

static GtkWidget *
row_new (DectCompareView *self, const DectOmmDifference *difference)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (signs[difference->kind].icon);
  g_autofree char *subtitle = dup_subtitle (difference);
  gboolean planned = difference->id != 0 && difference->of != DECT_KIND_SITE;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), difference->title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (icon, signs[difference->kind].style);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), planned);
  if (planned)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      g_object_set_data (G_OBJECT (row), "id", GUINT_TO_POINTER (difference->id));
      g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, 0);
    }
  return row;
}

static void
add_group (DectCompareView *self, DectOmmDifferenceKind kind)
{
  guint n = dect_omm_report_count (self->report, kind);
  GtkWidget *group;
  g_autofree char *title = NULL;
  guint n_shown = 0;

  if (n == 0)
    return;
  group = adw_preferences_group_new ();
  /* Translators: a group of differences and how many are in it: "Not connected: 3" */
  title = g_strdup_printf (_("%s: %u"), dect_omm_difference_kind_label (kind), n);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (guint i = 0; i < self->report->differences->len && n_shown < MAX_ROWS; i++)
    {
      const DectOmmDifference *difference = g_ptr_array_index (self->report->differences, i);

      if (difference->kind != kind)
        continue;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row_new (self, difference));
      n_shown++;
    }
  if (n > n_shown)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), dect_more_row_new (n - n_shown));
  dect_accessible_name_lists (group, title);
  gtk_box_append (self->groups, group);
}

static void
show_groups (DectCompareView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  for (guint i = 0; self->report != NULL && i < DECT_OMM_N_DIFFERENCES; i++)
    add_group (self, (DectOmmDifferenceKind) i);
  gtk_widget_set_visible (GTK_WIDGET (self->groups),
                          gtk_widget_get_first_child (GTK_WIDGET (self->groups)) != NULL);
}

/* --- The verdict ----------------------------------------------------------------------------------- */

/* "10.0.0.1, SIP-DECT 8.1, Clinic: 29 of 30 base stations, 90 of 90 handsets." */
static char *
dup_counts (DectCompareView *self)
{
  const DectOmmReport *report = self->report;
  g_autofree char *handsets = report->tells_handsets
                                  ? g_strdup_printf (_("%u handsets planned, %u in the OMM"),
                                                     report->n_handsets, report->n_handsets_built)
                                  : g_strdup (_("it says nothing about handsets"));

  /* Translators: where it was read, version of the OMM, then what is planned and what the OMM has
   */
  return g_strdup_printf (_("%s, %s: %u base stations planned, %u in the OMM; %s."), self->name,
                          report->version != NULL ? report->version : _("OMM"), report->n_rfps,
                          report->n_rfps_built, handsets);
}

static void
show_verdict (DectCompareView *self)
{
  guint n = self->report->differences->len;
  g_autofree char *counts = dup_counts (self);
  g_autofree char *verdict
      = n > 0 ? g_strdup_printf (ngettext ("%u difference.", "%u differences.", n), n)
              : g_strdup (_("What was built is what was planned."));
  g_autofree char *problems
      = self->n_problems > 0 ? g_strdup_printf (
            ngettext ("%u place in the backup could not be read.",
                      "%u places in the backup could not be read.", self->n_problems),
            self->n_problems)
                             : NULL;
  g_autofree char *text = g_strjoin (" ", verdict, counts, problems, NULL);

  dect_note_set (self->note, n > 0 || self->n_problems > 0 ? DECT_NOTE_WARNING : DECT_NOTE_GOOD,
                 text);
}

static void
show_scales (DectCompareView *self)
{
  guint n_scales;
  const DectOmmScale *scales = dect_omm_scale_list (&n_scales);

  self->updating = TRUE;
  for (guint i = 0; i < n_scales; i++)
    if (&scales[i] == self->report->scale)
      adw_combo_row_set_selected (self->scales, i);
  self->updating = FALSE;
}

static gboolean
is_running_omm (DectCompareView *self)
{
  return self->report != NULL && self->report->origin == DECT_OMM_ORIGIN_AXI;
}

static void
update_actions (DectCompareView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean busy = dect_job_is_running (self->job);

  gtk_widget_action_set_enabled (widget, "compare.backup", self->document != NULL && !busy);
  gtk_widget_action_set_enabled (widget, "compare.take-over", self->report != NULL);
  gtk_widget_action_set_enabled (widget, "compare.write", is_running_omm (self));
  gtk_widget_action_set_enabled (widget, "compare.levels",
                                 self->report != NULL
                                     && dect_omm_report_count_levels (self->report) > 0);
}

static void
show_report (DectCompareView *self)
{
  gboolean any = self->report != NULL;

  show_groups (self);
  dect_level_table_set_report (self->table, self->report);
  gtk_widget_set_visible (self->empty, !any);
  gtk_widget_set_visible (self->buttons, any);
  gtk_widget_set_visible (self->write_button, is_running_omm (self));
  gtk_widget_set_visible (self->levels, any && self->report->links->len > 0);
  gtk_widget_set_visible (self->levels_button, any && self->report->links->len > 0);
  if (any)
    {
      show_verdict (self);
      show_scales (self);
    }
  update_actions (self);
}

/* The plan as it was analysed last, with links of just that plan. */
static void
compare (DectCompareView *self)
{
  DectAnalysis *analysis
      = self->document != NULL ? dect_document_get_analysis (self->document) : NULL;

  self->stale = self->system != NULL && analysis == NULL;
  g_clear_pointer (&self->report, dect_omm_report_free);
  if (self->system != NULL && analysis != NULL)
    self->report
        = dect_omm_system_compare (analysis->snapshot, analysis->links, self->system, self->scale);
  show_report (self);
  if (self->report != NULL && self->report->differences->len == 0 && self->n_problems == 0)
    dect_commission_tick (dect_document_get_site (self->document), DECT_STEP_COMPARE, TRUE);
}

static void
analysis_changed_cb (DectCompareView *self)
{
  if (self->system == NULL)
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    compare (self);
  else
    self->stale = TRUE;
}

static void
dect_compare_view_map (GtkWidget *widget)
{
  DectCompareView *self = DECT_COMPARE_VIEW (widget);

  GTK_WIDGET_CLASS (dect_compare_view_parent_class)->map (widget);
  if (self->stale)
    compare (self);
}

/* --- What was built -------------------------------------------------------------------------------- */

static void
take_system (DectCompareView *self, DectOmmSystem *system, const char *name, guint n_problems)
{
  g_clear_pointer (&self->system, dect_omm_system_free);
  self->system = system;
  self->n_problems = n_problems;
  self->scale = NULL;
  g_free (self->name);
  self->name = g_strdup (name);
  compare (self);
}

void
dect_compare_view_take_system (DectCompareView *self, DectOmmSystem *system, const char *name)
{
  g_return_if_fail (DECT_IS_COMPARE_VIEW (self));
  g_return_if_fail (system != NULL);

  take_system (self, system, name, 0);
}

static void
backup_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectCompareView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectOmmBackup) backup = dect_job_finish (DECT_JOB (source), result, &error);

  if (self->document == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  update_actions (self);
  if (backup == NULL)
    {
      dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
      return;
    }
  take_system (self, g_steal_pointer (&backup->system),
               adw_action_row_get_subtitle (self->backup_row), backup->problems->len);
}

void
dect_compare_view_read_backup (DectCompareView *self, GFile *file)
{
  g_autofree char *base = NULL, *name = NULL;

  g_return_if_fail (DECT_IS_COMPARE_VIEW (self));
  g_return_if_fail (G_IS_FILE (file));

  base = g_file_get_basename (file);
  name = g_filename_display_name (base);
  adw_action_row_set_subtitle (self->backup_row, name);
  dect_backup_job_start (self->job, file, backup_read_cb, g_object_ref (self));
  update_actions (self);
}

static void
backup_chosen_cb (GFile *file, gpointer user_data)
{
  dect_compare_view_read_backup (user_data, file);
}

static void
axi_read_cb (DectCompareView *self)
{
  dect_compare_view_take_system (self, dect_axi_view_steal (self->axi),
                                 dect_axi_view_get_host (self->axi));
}

/* --- Actions --------------------------------------------------------------------------------------- */

static void
backup_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_file_chooser_open (GTK_WINDOW (gtk_widget_get_root (widget)), _("Backup of the OMM"),
                          DECT_FILE_ANY, backup_chosen_cb, G_OBJECT (widget));
}

static void
levels_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectCompareView *self = DECT_COMPARE_VIEW (widget);
  guint n = dect_omm_report_take_levels (self->report, dect_document_get_site (self->document));

  if (n > 0)
    dect_toast_undo (widget,
                     ngettext ("%u measured level is in the site now.",
                               "%u measured levels are in the site now.", n),
                     n);
  else
    dect_toast (widget, "%s", _("The site has these levels already."));
}

static void
take_over_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectCompareView *self = DECT_COMPARE_VIEW (widget);

  dect_takeover_dialog_open_system (GTK_WINDOW (gtk_widget_get_root (widget)), self->document,
                                    dect_omm_system_ref (self->system), self->name);
}

/* What was written is looked at again. */
static void
written_cb (DectCompareView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->axi), "axi.read", NULL);
}

static void
write_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectCompareView *self = DECT_COMPARE_VIEW (widget);
  DectOmmPush *dialog = dect_omm_push_open (GTK_WINDOW (gtk_widget_get_root (widget)),
                                            self->document, self->system);

  g_signal_connect_object (dialog, "written", G_CALLBACK (written_cb), self, G_CONNECT_SWAPPED);
}

static void
scale_chosen_cb (DectCompareView *self)
{
  guint n_scales, i = adw_combo_row_get_selected (self->scales);
  const DectOmmScale *scales = dect_omm_scale_list (&n_scales);

  if (self->updating || self->report == NULL || i >= n_scales)
    return;
  self->scale = &scales[i];
  compare (self);
}

/* --- Widget ---------------------------------------------------------------------------------------- */

static void
dect_compare_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, DECT_COMPARE_VIEW (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dect_compare_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DectCompareView *self = DECT_COMPARE_VIEW (object);

  if (id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->narrow == g_value_get_boolean (value))
    return;
  self->narrow = g_value_get_boolean (value);
  dect_level_table_set_narrow (self->table, self->narrow);
  g_object_notify_by_pspec (object, pspec);
}

static void
dect_compare_view_dispose (GObject *object)
{
  DectCompareView *self = DECT_COMPARE_VIEW (object);

  if (self->job != NULL)
    dect_compare_view_set_document (self, NULL);
  g_clear_object (&self->job);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_COMPARE_VIEW);
  G_OBJECT_CLASS (dect_compare_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DectCompareView, scale_names);
  gtk_widget_class_bind_template_child (widget_class, DectCompareView, backup_row);
  gtk_widget_class_bind_template_child (widget_class, DectCompareView, axi);
  gtk_widget_class_bind_template_child (widget_class, DectCompareView, note);
  gtk_widget_class_bind_template_child (widget_class, DectCompareView, empty);
  gtk_widget_class_bind_template_child (widget_class, DectCompareView, groups);
  gtk_widget_class_bind_template_child (widget_class, DectCompareView, levels);
  gtk_widget_class_bind_template_child (widget_class, DectCompareView, scales);
  gtk_widget_class_bind_template_child (widget_class, DectCompareView, table);
  gtk_widget_class_bind_template_child (widget_class, DectCompareView, buttons);
  gtk_widget_class_bind_template_child (widget_class, DectCompareView, levels_button);
  gtk_widget_class_bind_template_child (widget_class, DectCompareView, write_button);
}

static void
dect_compare_view_class_init (DectCompareViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dect_compare_view_dispose;
  object_class->get_property = dect_compare_view_get_property;
  object_class->set_property = dect_compare_view_set_property;
  widget_class->map = dect_compare_view_map;
  properties[PROP_NARROW]
      = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (DECT_TYPE_AXI_VIEW);
  g_type_ensure (DECT_TYPE_LEVEL_TABLE);
  g_type_ensure (DECT_TYPE_NOTE);
  g_type_ensure (DECT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-compare-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, axi_read_cb);
  gtk_widget_class_bind_template_callback (widget_class, scale_chosen_cb);
  gtk_widget_class_install_action (widget_class, "compare.backup", NULL, backup_action);
  gtk_widget_class_install_action (widget_class, "compare.levels", NULL, levels_action);
  gtk_widget_class_install_action (widget_class, "compare.take-over", NULL, take_over_action);
  gtk_widget_class_install_action (widget_class, "compare.write", NULL, write_action);
}

static void
dect_compare_view_init (DectCompareView *self)
{
  guint n_scales;
  const DectOmmScale *scales = dect_omm_scale_list (&n_scales);

  self->job = dect_job_new ();
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n_scales; i++)
    gtk_string_list_append (self->scale_names, _(scales[i].title));
  self->updating = FALSE;
  dect_accessible_name_lists (GTK_WIDGET (self), _("Planned against built"));
  show_report (self);
}

void
dect_compare_view_set_document (DectCompareView *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_COMPARE_VIEW (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  if (self->document == document)
    return;
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  dect_job_cancel (self->job);
  g_clear_pointer (&self->report, dect_omm_report_free);
  g_clear_pointer (&self->system, dect_omm_system_free);
  g_clear_pointer (&self->name, g_free);
  g_set_object (&self->document, document);
  dect_axi_view_set_document (self->axi, document);
  if (document == NULL)
    return;
  g_signal_connect_object (document, "notify::analysis", G_CALLBACK (analysis_changed_cb), self,
                           G_CONNECT_SWAPPED);
  dect_note_set (self->note, DECT_NOTE_INFO, NULL);
  show_report (self);
}

const DectOmmReport *
dect_compare_view_get_report (DectCompareView *self)
{
  g_return_val_if_fail (DECT_IS_COMPARE_VIEW (self), NULL);

  return self->report;
}
