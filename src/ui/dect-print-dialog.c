/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-print-dialog-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dect-document-secrets.h"
#include "dect-file-chooser.h"
#include "dect-name-factory.h"
#include "dect-settings.h"
#include "model/dect-locale.h"
#include "plan/dect-plan.h"
#include "store/dect-load.h"

G_DEFINE_FINAL_TYPE (DectPrintDialog, dect_print_dialog, ADW_TYPE_WINDOW)

enum
{
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- Rows ----------------------------------------------------------------------------------------
 */

static void
add_word (DectPrintDialog *self, DectPrintRow row, const char *word, const char *title)
{
  GtkStringList *names = GTK_STRING_LIST (adw_combo_row_get_model (self->rows[row]));

  g_ptr_array_add (self->words[row], g_strdup (word));
  gtk_string_list_append (names, title);
}

static const char *
get_word (DectPrintDialog *self, DectPrintRow row)
{
  guint selected = adw_combo_row_get_selected (self->rows[row]);

  return selected < self->words[row]->len ? self->words[row]->pdata[selected] : "";
}

static void
select_word (DectPrintDialog *self, DectPrintRow row, const char *word)
{
  for (guint i = 0; i < self->words[row]->len; i++)
    if (g_str_equal (self->words[row]->pdata[i], word))
      adw_combo_row_set_selected (self->rows[row], i);
}

static void
fill_languages (DectPrintDialog *self)
{
  add_word (self, DECT_PRINT_ROW_LANGUAGE, "", _("As the program"));
  for (const DectLanguage *language = dect_language_list (); language->id != NULL; language++)
    if (dect_locale_can (language->id))
      add_word (self, DECT_PRINT_ROW_LANGUAGE, language->id, language->name);
}

static void
fill_label_sheets (DectPrintDialog *self)
{
  g_autoptr (GError) error = NULL;
  guint n_sheets;

  self->label_sheets = dect_label_sheet_list (&n_sheets, &error);
  for (guint i = 0; i < n_sheets; i++)
    add_word (self, DECT_PRINT_ROW_LABEL_SHEET, self->label_sheets[i].id,
              self->label_sheets[i].title);
  if (error != NULL)
    gtk_label_set_text (self->status, error->message);
}

static const DectLabelSheet *
get_label_sheet (DectPrintDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->rows[DECT_PRINT_ROW_LABEL_SHEET]);

  return selected < self->words[DECT_PRINT_ROW_LABEL_SHEET]->len ? &self->label_sheets[selected]
                                                                 : NULL;
}

static gboolean
prints_labels (DectPrintDialog *self)
{
  return g_str_equal (get_word (self, DECT_PRINT_ROW_WHAT), "labels");
}

/* Only what matters for the chosen sheets is asked. */
static void
show_groups (DectPrintDialog *self)
{
  const char *what = get_word (self, DECT_PRINT_ROW_WHAT);
  gboolean labels = prints_labels (self), all = g_str_equal (what, "all");
  gboolean list = all || g_str_equal (what, "ipei");
  const DectLabelSheet *sheet = get_label_sheet (self);

  gtk_widget_set_visible (self->labels_group, labels);
  gtk_widget_set_visible (self->paper_group, !labels);
  gtk_widget_set_visible (self->sender_group, !labels);
  gtk_widget_set_visible (self->plans_group, all || g_str_equal (what, "placement"));
  gtk_widget_set_visible (self->handsets_group, list || labels);
  gtk_widget_set_visible (GTK_WIDGET (self->rows[DECT_PRINT_ROW_CODE]), list);
  gtk_widget_set_visible (self->codes_row, list);
  gtk_spin_button_set_range (self->start, 1, sheet != NULL ? dect_label_sheet_count (sheet) : 1);
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self->labels_group),
      sheet == NULL || sheet->verified
          ? NULL
          : _("The margins of this sheet were not measured: try it on plain paper first."));
}

/* --- Settings ------------------------------------------------------------------------------------
 */

static char *
default_paper (void)
{
  return g_strdup (g_str_has_prefix (gtk_paper_size_get_default (), "na_letter") ? "letter" : "a4");
}

static void
load_settings (DectPrintDialog *self)
{
  GSettings *settings = dect_settings_get ();
  g_autofree char *paper = default_paper ();

  select_word (self, DECT_PRINT_ROW_PAPER, paper);
  select_word (self, DECT_PRINT_ROW_LABEL_SHEET, DECT_LABEL_DEFAULT);
  gtk_switch_set_active (self->walls, TRUE);
  if (settings == NULL)
    return;
  for (guint row = 0; row < DECT_PRINT_N_ROWS; row++)
    {
      g_autofree char *word = g_settings_get_string (settings, dect_print_rows[row].key);

      select_word (self, row, word);
    }
  show_groups (self);
  gtk_spin_button_set_value (self->start, g_settings_get_uint (settings, "print-label-start"));
  gtk_switch_set_active (self->walls, g_settings_get_boolean (settings, "print-walls"));
  {
    g_autofree char *installer = g_settings_get_string (settings, "print-installer");

    gtk_editable_set_text (self->installer, installer);
  }
  self->logo_path = g_settings_get_string (settings, "print-logo");
}

/* Access codes are no habit: that they were printed is not remembered. */
void
dect_print_dialog_save_settings (DectPrintDialog *self)
{
  GSettings *settings = dect_settings_get ();

  if (settings == NULL)
    return;
  for (guint row = 0; row < DECT_PRINT_N_ROWS; row++)
    g_settings_set_string (settings, dect_print_rows[row].key, get_word (self, row));
  g_settings_set_uint (settings, "print-label-start",
                       (guint) gtk_spin_button_get_value_as_int (self->start));
  g_settings_set_boolean (settings, "print-walls", gtk_switch_get_active (self->walls));
  g_settings_set_string (settings, "print-installer", gtk_editable_get_text (self->installer));
  g_settings_set_string (settings, "print-logo", self->logo_path != NULL ? self->logo_path : "");
}

/* The next print goes on where this one ended. */
void
dect_print_dialog_advance_labels (DectPrintDialog *self)
{
  const DectLabelSheet *sheet = get_label_sheet (self);
  guint start = (guint) gtk_spin_button_get_value_as_int (self->start), n;

  if (!prints_labels (self) || sheet == NULL || self->sheets == NULL)
    return;
  n = dect_sheets_count_labels (self->sheets);
  self->filling = TRUE;
  gtk_spin_button_set_value (self->start, (start - 1 + n) % dect_label_sheet_count (sheet) + 1);
  self->filling = FALSE;
}

/* --- Pages ---------------------------------------------------------------------------------------
 */

static GBytes *
load_logo (DectPrintDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  GBytes *bytes;

  if (self->logo_path == NULL || self->logo_path[0] == '\0')
    return NULL;
  file = g_file_new_for_path (self->logo_path);
  bytes = dect_load_file_bytes (file, DECT_PLAN_MAX_BYTES, NULL, &error);
  adw_action_row_set_subtitle (self->logo_row, bytes != NULL ? self->logo_path : error->message);
  return bytes;
}

DectPrintOrder *
dect_print_dialog_make_order (DectPrintDialog *self)
{
  DectPrintOrder *order = dect_print_order_new (self->analysis);
  DectSheetOptions *options = &order->options;

  dect_sheet_kinds_from_text (get_word (self, DECT_PRINT_ROW_WHAT), &options->kinds);
  dect_paper_from_text (get_word (self, DECT_PRINT_ROW_PAPER), &options->paper);
  options->landscape = g_str_equal (get_word (self, DECT_PRINT_ROW_ORIENTATION), "landscape");
  dect_sheet_scale_from_text (get_word (self, DECT_PRINT_ROW_SCALE), &options->scale);
  dect_sheet_measures_from_text (get_word (self, DECT_PRINT_ROW_MEASURES), &options->measures);
  dect_labels_of_from_text (get_word (self, DECT_PRINT_ROW_LABELS_OF), &options->labels_of);
  dect_sheet_sort_from_text (get_word (self, DECT_PRINT_ROW_SORT), &options->sort);
  dect_sheet_code_from_text (get_word (self, DECT_PRINT_ROW_CODE), &options->code);
  options->no_walls = !gtk_switch_get_active (self->walls);
  options->label_start = (guint) gtk_spin_button_get_value_as_int (self->start);
  order->language = g_strdup (get_word (self, DECT_PRINT_ROW_LANGUAGE));
  order->label_sheet = g_strdup (get_word (self, DECT_PRINT_ROW_LABEL_SHEET));
  order->installer = g_strdup (gtk_editable_get_text (self->installer));
  order->logo = load_logo (self);
  if (gtk_switch_get_active (self->codes) && gtk_widget_get_visible (self->codes_row))
    order->secrets = dect_secrets_copy (dect_document_secrets (self->document));
  return order;
}

void
dect_print_dialog_set_ready (DectPrintDialog *self)
{
  gboolean busy = self->saving || self->printing != NULL;
  gboolean ready = self->sheets != NULL && !busy;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.print", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.save", ready);
  gtk_widget_set_visible (self->stop_button, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), dect_job_is_running (self->job));
}

void
dect_print_dialog_show_sheets (DectPrintDialog *self)
{
  const DectLabelSheet *labels = prints_labels (self) ? get_label_sheet (self) : NULL;
  guint n_pages = dect_sheets_count_pages (self->sheets);
  g_autofree char *text = g_strdup_printf (ngettext ("%u page", "%u pages", n_pages), n_pages);

  gtk_label_set_text (self->status, text);
  gtk_stack_set_visible_child_name (self->stack, "pages");
  dect_sheet_preview_set_sheets (
      self->preview, self->sheets, labels,
      labels != NULL ? (guint) gtk_spin_button_get_value_as_int (self->start) - 1 : 0);
}

static void
laid_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectPrintDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSheets) sheets = dect_job_finish (DECT_JOB (source), result, &error);

  if (self->document == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (sheets != NULL)
    {
      self->sheets = g_steal_pointer (&sheets);
      dect_print_dialog_show_sheets (self);
    }
  else
    {
      g_autofree char *markup = g_markup_escape_text (error->message, -1);

      gtk_label_set_text (self->status, "");
      adw_status_page_set_description (self->trouble, markup);
      gtk_stack_set_visible_child_name (self->stack, "trouble");
    }
  dect_print_dialog_set_ready (self);
}

static void
lay_out (DectPrintDialog *self)
{
  g_clear_pointer (&self->sheets, dect_sheets_unref);
  dect_job_start (self->job, dect_print_layout, dect_print_dialog_make_order (self),
                  (GDestroyNotify) dect_print_order_free, (GDestroyNotify) dect_sheets_unref,
                  laid_out_cb, g_object_ref (self));
  dect_print_dialog_set_ready (self);
}

static void
chosen_cb (DectPrintDialog *self)
{
  if (self->filling || self->analysis == NULL)
    return;
  self->filling = TRUE;
  show_groups (self);
  self->filling = FALSE;
  lay_out (self);
}

static void
picked_cb (DectPrintDialog *self, guint index)
{
  gtk_spin_button_set_value (self->start, index + 1);
}

static void
progress_cb (DectPrintDialog *self)
{
  const char *phase = dect_job_get_phase (self->job);

  gtk_progress_bar_set_fraction (self->bar, dect_job_get_fraction (self->job));
  if (dect_job_is_running (self->job) && phase != NULL)
    gtk_label_set_text (self->status, phase);
}

void
dect_print_dialog_done (DectPrintDialog *self, const char *words)
{
  g_signal_emit (self, signals[DONE], 0, words);
}

/* --- Logo ----------------------------------------------------------------------------------------
 */

static void
show_logo (DectPrintDialog *self)
{
  gboolean is_set = self->logo_path != NULL && self->logo_path[0] != '\0';

  adw_action_row_set_subtitle (self->logo_row, is_set ? self->logo_path : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.clear-logo", is_set);
}

static void
logo_chosen_cb (GFile *file, gpointer user_data)
{
  DectPrintDialog *self = user_data;

  g_free (self->logo_path);
  self->logo_path = g_file_get_path (file);
  show_logo (self);
  lay_out (self);
}

static void
choose_logo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_file_chooser_open (GTK_WINDOW (widget), _("Choose a logo"), DECT_FILE_PLAN, logo_chosen_cb,
                          G_OBJECT (widget));
}

static void
clear_logo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPrintDialog *self = DECT_PRINT_DIALOG (widget);

  g_clear_pointer (&self->logo_path, g_free);
  show_logo (self);
  lay_out (self);
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  int steps = g_str_has_suffix (name, "-in") ? 1 : g_str_has_suffix (name, "-out") ? -1 : 0;

  dect_sheet_preview_zoom (DECT_PRINT_DIALOG (widget)->preview, steps);
}

static void
turn_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_leaflet_set_visible_child_name (DECT_PRINT_DIALOG (widget)->leaflet,
                                      g_str_has_suffix (name, "preview") ? "preview" : "options");
}

static void
folded_cb (DectPrintDialog *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);

  gtk_widget_set_visible (self->preview_button, folded);
  gtk_widget_set_visible (self->options_button, folded);
  gtk_widget_set_visible (self->title_label, !folded);
  if (folded)
    gtk_button_set_icon_name (self->save_button, "document-save-symbolic");
  else
    gtk_button_set_label (self->save_button, _("Save P_DF…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->save_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Save PDF…"), -1);
}

/* Closed: what is laid out holds the dialog, which is not disposed of before, and nobody waits for
 * it. A PDF is still saved. */
static void
dect_print_dialog_unmap (GtkWidget *widget)
{
  DectPrintDialog *self = DECT_PRINT_DIALOG (widget);

  if (self->job != NULL && !self->saving)
    dect_job_cancel (self->job);
  if (self->preview != NULL)
    dect_sheet_preview_set_sheets (self->preview, NULL, NULL, 0);
  GTK_WIDGET_CLASS (dect_print_dialog_parent_class)->unmap (widget);
}

static void
dect_print_dialog_dispose (GObject *object)
{
  DectPrintDialog *self = DECT_PRINT_DIALOG (object);

  if (self->job != NULL)
    dect_job_cancel (self->job);
  g_clear_object (&self->job);
  g_clear_object (&self->printing);
  g_clear_object (&self->document);
  g_clear_pointer (&self->analysis, dect_analysis_unref);
  g_clear_pointer (&self->sheets, dect_sheets_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_PRINT_DIALOG);
  G_OBJECT_CLASS (dect_print_dialog_parent_class)->dispose (object);
}

static void
dect_print_dialog_finalize (GObject *object)
{
  DectPrintDialog *self = DECT_PRINT_DIALOG (object);

  for (guint row = 0; row < DECT_PRINT_N_ROWS; row++)
    g_ptr_array_unref (self->words[row]);
  g_free (self->label_sheets);
  g_free (self->logo_path);
  G_OBJECT_CLASS (dect_print_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  for (guint row = 0; row < DECT_PRINT_N_ROWS; row++)
    gtk_widget_class_bind_template_child_full (widget_class, dect_print_rows[row].row, FALSE,
                                               G_STRUCT_OFFSET (DectPrintDialog, rows)
                                                   + (gssize) (row * sizeof (AdwComboRow *)));
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, leaflet);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, preview_button);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, options_button);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, labels_group);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, paper_group);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, plans_group);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, handsets_group);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, sender_group);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, codes_row);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, start);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, walls);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, codes);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, installer);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, logo_row);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, status);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, stop_button);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, print_button);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, DectPrintDialog, title_label);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
}

static void
dect_print_dialog_class_init (DectPrintDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_print_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = dect_print_dialog_finalize;
  widget_class->unmap = dect_print_dialog_unmap;
  g_type_ensure (DECT_TYPE_SHEET_PREVIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-print-dialog.ui");
  bind_children (widget_class);
  signals[DONE] = g_signal_new ("done", DECT_TYPE_PRINT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "print.print", NULL,
                                   dect_print_dialog_print_action);
  gtk_widget_class_install_action (widget_class, "print.save", NULL, dect_print_dialog_save_action);
  gtk_widget_class_install_action (widget_class, "print.stop", NULL, dect_print_dialog_stop_action);
  gtk_widget_class_install_action (widget_class, "print.preview", NULL, turn_action);
  gtk_widget_class_install_action (widget_class, "print.options", NULL, turn_action);
  gtk_widget_class_install_action (widget_class, "print.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "print.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "print.zoom-fit", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "print.choose-logo", NULL, choose_logo_action);
  gtk_widget_class_install_action (widget_class, "print.clear-logo", NULL, clear_logo_action);
}

static void
dect_print_dialog_init (DectPrintDialog *self)
{
  self->job = dect_job_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint row = 0; row < DECT_PRINT_N_ROWS; row++)
    {
      g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
      const DectPrintWord *words = dect_print_rows[row].words;

      self->words[row] = g_ptr_array_new_with_free_func (g_free);
      adw_combo_row_set_model (self->rows[row], G_LIST_MODEL (names));
      dect_name_factory_use (GTK_WIDGET (self->rows[row]), 32);
      for (guint i = 0; words != NULL && words[i].word != NULL; i++)
        if (dect_print_row_knows (row, words[i].word))
          add_word (self, row, words[i].word, _(words[i].title));
    }
  fill_languages (self);
  fill_label_sheets (self);
  load_settings (self);
  show_groups (self);
  show_logo (self);
  folded_cb (self);
  self->filling = FALSE;
  g_signal_connect_object (self->job, "notify::phase", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->job, "notify::fraction", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->job, "notify::running", G_CALLBACK (dect_print_dialog_set_ready),
                           self, G_CONNECT_SWAPPED);
}

DectPrintDialog *
dect_print_dialog_new (DectDocument *document)
{
  DectPrintDialog *self;

  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (dect_document_get_analysis (document) != NULL, NULL);

  self = g_object_new (DECT_TYPE_PRINT_DIALOG, NULL);
  self->document = g_object_ref (document);
  self->analysis = dect_analysis_ref (dect_document_get_analysis (document));
  gtk_widget_set_sensitive (self->codes_row,
                            !dect_secrets_is_empty (dect_document_secrets (document)));
  lay_out (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->print_button);
  return self;
}

DectSheets *
dect_print_dialog_get_sheets (DectPrintDialog *self)
{
  g_return_val_if_fail (DECT_IS_PRINT_DIALOG (self), NULL);

  return self->sheets;
}

void
dect_print_dialog_choose (DectPrintDialog *self, const char *row, const char *word)
{
  g_return_if_fail (DECT_IS_PRINT_DIALOG (self) && row != NULL && word != NULL);

  for (guint i = 0; i < DECT_PRINT_N_ROWS; i++)
    if (g_str_equal (dect_print_rows[i].row, row))
      select_word (self, i, word);
}
