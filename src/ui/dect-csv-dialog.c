/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-csv-dialog.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-dialog-title.h"
#include "dect-dialogs.h"
#include "dect-document-secrets.h"
#include "dect-job.h"
#include "dect-line-list.h"
#include "dect-note.h"
#include "store/dect-csv-columns.h"
#include "store/dect-csv-import.h"
#include "store/dect-load.h"

/* More rows to look at than anybody reads. */
#define MAX_ISSUES 1000

static const DectKind kinds[] = {
  DECT_KIND_BUILDING, DECT_KIND_FLOOR,  DECT_KIND_WALL,   DECT_KIND_OPENING,
  DECT_KIND_ZONE,     DECT_KIND_REMARK, DECT_KIND_SWITCH, DECT_KIND_RFP,
  DECT_KIND_HANDSET,  DECT_KIND_LINK,   DECT_KIND_SURVEY,
};

/* Reading and working out what would change, in a thread: what was asked, and how far it came.
 * Counted. */
typedef struct
{
  GFile *file;
  DectSnapshot *snapshot;
  gboolean guess;
  DectKind kind;
  char *name;
  GBytes *bytes;
  DectCsvReport *report;
  GPtrArray *changes; /* of DectChangeEntry */
  GError *error;      /* why it came no further */
} Look;

struct _DectCsvDialog
{
  AdwWindow parent_instance;
  GtkStringList *kind_names;
  DectDialogTitle *title;
  AdwComboRow *kinds;
  GtkLabel *summary;
  GtkProgressBar *progress;
  DectNote *note;
  GtkWidget *lines_frame;
  GtkListView *lines;

  DectDocument *document;
  DectJob *job;
  char *name;
  GBytes *bytes;
  DectCsvReport *report;
  GPtrArray *changes; /* of DectChangeEntry: what would happen */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (DectCsvDialog, dect_csv_dialog, ADW_TYPE_WINDOW)

/* --- Which kind ---------------------------------------------------------------------------------- */

static guint
count_columns (DectKind kind, DectCsvReader *reader)
{
  guint n_columns, n = 0;
  const DectCsvColumn *columns = dect_csv_columns (kind, &n_columns);

  for (guint i = 0; i < dect_csv_reader_get_n_fields (reader); i++)
    {
      g_autofree char *field = g_strstrip (g_strdup (dect_csv_reader_get_field (reader, i)));

      for (guint j = 0; j < n_columns; j++)
        n += g_ascii_strcasecmp (field, columns[j].id) == 0;
    }
  return n;
}

DectKind
dect_csv_guess_kind (const char *name, GBytes *bytes)
{
  g_autofree char *lower = NULL;
  g_autoptr (DectCsvReader) reader = NULL;
  DectKind best = DECT_KIND_RFP;
  guint most = 0;

  g_return_val_if_fail (name != NULL, DECT_KIND_RFP);

  lower = g_ascii_strdown (name, -1);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strstr (lower, dect_kind_id (kinds[i])) != NULL)
      return kinds[i];
  reader = bytes != NULL ? dect_csv_reader_new (bytes, NULL) : NULL;
  if (reader == NULL || !dect_csv_reader_next (reader, NULL))
    return best;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint n = count_columns (kinds[i], reader);

      if (n > most)
        {
          most = n;
          best = kinds[i];
        }
    }
  return best;
}

/* --- Working it out ------------------------------------------------------------------------------ */

static void
look_clear (gpointer data)
{
  Look *look = data;

  g_clear_object (&look->file);
  dect_snapshot_unref (look->snapshot);
  g_clear_pointer (&look->bytes, g_bytes_unref);
  g_clear_pointer (&look->report, dect_csv_report_unref);
  g_clear_pointer (&look->changes, g_ptr_array_unref);
  g_clear_error (&look->error);
  g_free (look->name);
}

static void
look_unref (gpointer look)
{
  g_atomic_rc_box_release_full (look, look_clear);
}

/* How far it came is of use, too: another kind can be chosen for what was read. */
static gpointer
look_func (gpointer data,
           DectProgressFunc progress,
           gpointer progress_data,
           GCancellable *cancellable,
           GError **error)
{
  Look *look = data;
  DectCsvInput input = { .name = look->name };

  if (look->bytes == NULL)
    look->bytes = dect_load_bytes (look->file, DECT_CSV_MAX_BYTES, cancellable, &look->error);
  if (look->bytes != NULL)
    {
      if (look->guess)
        look->kind = dect_csv_guess_kind (look->name, look->bytes);
      input.kind = look->kind;
      input.bytes = look->bytes;
      look->report = dect_csv_plan_full (look->snapshot, &input, 1, cancellable, progress,
                                         progress_data, &look->error);
    }
  if (look->report != NULL)
    look->changes = dect_csv_preview (look->report, look->snapshot);
  return g_atomic_rc_box_acquire (look);
}

static void
select_kind (DectCsvDialog *self, DectKind kind)
{
  self->updating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i] == kind)
      adw_combo_row_set_selected (self->kinds, i);
  self->updating = FALSE;
}

/* What to look at comes first, then what would happen. */
static void
show_lines (DectCsvDialog *self)
{
  g_autoptr (GtkStringList) lines = gtk_string_list_new (NULL);
  GPtrArray *issues = self->report != NULL ? dect_csv_report_get_issues (self->report) : NULL;

  for (guint i = 0; issues != NULL && i < MIN (issues->len, MAX_ISSUES); i++)
    gtk_string_list_take (lines, dect_csv_issue_to_string (issues->pdata[i]));
  dect_line_list_add_changes (lines, self->changes);
  gtk_widget_set_visible (self->lines_frame, g_list_model_get_n_items (G_LIST_MODEL (lines)) > 0);
  dect_line_list_set (self->lines, lines);
}

static void
show_report (DectCsvDialog *self)
{
  g_autofree char *summary
      = self->report != NULL ? dect_csv_report_dup_summary (self->report) : NULL;
  gboolean changes = self->report != NULL && dect_csv_report_has_changes (self->report);
  guint n_refused
      = self->report != NULL ? dect_csv_report_count (self->report, DECT_N_KINDS, DECT_CSV_BAD) : 0;
  g_autofree char *refused = g_strdup_printf (
      ngettext ("%u row is refused and stays out; the others can be imported.",
                "%u rows are refused and stay out; the others can be imported.", n_refused),
      n_refused);

  gtk_label_set_text (self->summary, summary != NULL ? summary : "");
  if (self->report != NULL && n_refused > 0)
    dect_note_set (self->note, DECT_NOTE_WARNING, refused);
  else if (self->report != NULL && !changes)
    dect_note_set (self->note, DECT_NOTE_GOOD,
                   _("The site has all of it already: there is nothing to import."));
  else
    dect_note_set (self->note, DECT_NOTE_INFO, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "csv.import", changes);
  show_lines (self);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectCsvDialog) self = user_data;
  Look *look = dect_job_finish (DECT_JOB (source), result, NULL);

  /* Closed, or another kind was chosen meanwhile. */
  if (look == NULL)
    return;
  if (self->bytes == NULL && look->bytes != NULL)
    self->bytes = g_bytes_ref (look->bytes);
  select_kind (self, look->kind);
  self->report = g_steal_pointer (&look->report);
  self->changes = g_steal_pointer (&look->changes);
  show_report (self);
  if (look->error != NULL)
    dect_note_set (self->note, DECT_NOTE_ERROR, look->error->message);
  look_unref (look);
}

static void
plan (DectCsvDialog *self, GFile *file, DectKind kind)
{
  Look *look = g_atomic_rc_box_new0 (Look);

  g_clear_pointer (&self->report, dect_csv_report_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  show_report (self);
  look->file = file != NULL ? g_object_ref (file) : NULL;
  look->guess = file != NULL;
  look->kind = kind;
  look->name = g_strdup (self->name);
  look->bytes = self->bytes != NULL ? g_bytes_ref (self->bytes) : NULL;
  look->snapshot = dect_site_snapshot (dect_document_get_site (self->document));
  dect_job_start (self->job, look_func, look, look_unref, look_unref, looked_cb,
                  g_object_ref (self));
}

static void
kind_chosen_cb (DectCsvDialog *self)
{
  guint i = adw_combo_row_get_selected (self->kinds);

  if (!self->updating && self->bytes != NULL && i < G_N_ELEMENTS (kinds))
    plan (self, NULL, kinds[i]);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectCsvDialog *self = DECT_CSV_DIALOG (widget);
  g_autoptr (GError) error = NULL;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  guint n_added = dect_csv_report_count (self->report, DECT_N_KINDS, DECT_CSV_ADDED);
  guint n_updated = dect_csv_report_count (self->report, DECT_N_KINDS, DECT_CSV_UPDATED);

  if (!dect_csv_apply (self->report, dect_document_get_site (self->document),
                       dect_document_secrets (self->document), &error))
    {
      plan (self, NULL, kinds[adw_combo_row_get_selected (self->kinds)]);
      dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
      return;
    }
  if (ADW_IS_APPLICATION_WINDOW (parent))
    dect_toast_undo (adw_application_window_get_content (ADW_APPLICATION_WINDOW (parent)),
                     _("Imported: %u added, %u changed"), n_added, n_updated);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- Class --------------------------------------------------------------------------------- */

static void
dect_csv_dialog_dispose (GObject *object)
{
  DectCsvDialog *self = DECT_CSV_DIALOG (object);

  dect_job_cancel (self->job);
  g_clear_object (&self->document);
  g_clear_pointer (&self->report, dect_csv_report_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  adw_window_set_content (ADW_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_CSV_DIALOG);
  G_OBJECT_CLASS (dect_csv_dialog_parent_class)->dispose (object);
}

static void
dect_csv_dialog_finalize (GObject *object)
{
  DectCsvDialog *self = DECT_CSV_DIALOG (object);

  g_object_unref (self->job);
  g_free (self->name);
  G_OBJECT_CLASS (dect_csv_dialog_parent_class)->finalize (object);
}

static void
dect_csv_dialog_class_init (DectCsvDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_csv_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = dect_csv_dialog_finalize;
  g_type_ensure (DECT_TYPE_DIALOG_TITLE);
  g_type_ensure (DECT_TYPE_NOTE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-csv-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DectCsvDialog, kind_names);
  gtk_widget_class_bind_template_child (widget_class, DectCsvDialog, title);
  gtk_widget_class_bind_template_child (widget_class, DectCsvDialog, kinds);
  gtk_widget_class_bind_template_child (widget_class, DectCsvDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, DectCsvDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, DectCsvDialog, note);
  gtk_widget_class_bind_template_child (widget_class, DectCsvDialog, lines_frame);
  gtk_widget_class_bind_template_child (widget_class, DectCsvDialog, lines);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_install_action (widget_class, "csv.import", NULL, import_action);
}

static void
dect_csv_dialog_init (DectCsvDialog *self)
{
  self->job = dect_job_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self->job, "fraction", self->progress, "fraction", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->job, "running", self->progress, "visible", G_BINDING_SYNC_CREATE);
  dect_accessible_name_lists (GTK_WIDGET (self), _("The rows are"));
  self->updating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (self->kind_names, dect_kind_label (kinds[i]));
  self->updating = FALSE;
  dect_line_list_setup (self->lines);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "csv.import", FALSE);
}

DectCsvDialog *
dect_csv_dialog_open (GtkWindow *parent, DectDocument *document, GFile *file)
{
  DectCsvDialog *self;
  g_autofree char *base = NULL;

  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (DECT_TYPE_CSV_DIALOG, "transient-for", parent, NULL);
  base = g_file_get_basename (file);
  self->name = g_filename_display_name (base);
  self->document = g_object_ref (document);
  dect_dialog_title_set_subtitle (self->title, self->name);
  plan (self, file, DECT_KIND_RFP);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

gboolean
dect_csv_dialog_is_busy (DectCsvDialog *self)
{
  g_return_val_if_fail (DECT_IS_CSV_DIALOG (self), FALSE);

  return dect_job_is_running (self->job);
}
