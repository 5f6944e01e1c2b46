/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-paste-dialog.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-column-choice.h"
#include "dect-dialog-title.h"
#include "dect-dialogs.h"
#include "dect-document-secrets.h"
#include "dect-job.h"
#include "dect-name-factory.h"
#include "dect-note.h"
#include "dect-paste-table.h"
#include "dect-wrap-box.h"
#include "store/dect-csv-columns.h"
#include "store/dect-paste.h"

/* Reading and planning, in a thread: what was asked, and how far it came. Counted. */
typedef struct
{
  DectSnapshot *snapshot;
  DectKind kind;
  GBytes *bytes;
  DectPaste *paste;   /* made by the first job */
  GPtrArray *fields;  /* where it is pasted */
  GPtrArray *columns; /* guessed when NULL */
  gboolean guess;
  gboolean has_header;
  DectPasteRows rows;
  GArray *onto;
  DectCsvReport *report;
  GError *error; /* why it came no further */
} Look;

struct _DectPasteDialog
{
  AdwWindow parent_instance;
  DectDialogTitle *title;
  AdwActionRow *header_row;
  GtkSwitch *header_switch;
  AdwComboRow *rows_row;
  DectWrapBox *mapping;
  GtkProgressBar *progress;
  DectNote *note;
  DectPasteTable *table;
  GtkWidget *paste_button;

  DectDocument *document;
  DectKind kind;
  GBytes *bytes;
  GPtrArray *fields;
  GArray *onto;
  DectPaste *paste;
  GPtrArray *columns;
  gboolean has_header;
  DectCsvReport *report;
  DectJob *job;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (DectPasteDialog, dect_paste_dialog, ADW_TYPE_WINDOW)

/* --- The thread ---------------------------------------------------------------------------------- */

static void
look_clear (gpointer data)
{
  Look *look = data;

  dect_snapshot_unref (look->snapshot);
  g_bytes_unref (look->bytes);
  g_clear_pointer (&look->paste, dect_paste_unref);
  g_clear_pointer (&look->fields, g_ptr_array_unref);
  g_clear_pointer (&look->columns, g_ptr_array_unref);
  g_clear_pointer (&look->onto, g_array_unref);
  g_clear_pointer (&look->report, dect_csv_report_unref);
  g_clear_error (&look->error);
}

static void
look_unref (gpointer look)
{
  g_atomic_rc_box_release_full (look, look_clear);
}

static gboolean
names_key (const Look *look)
{
  const char *key = look->kind == DECT_KIND_RFP ? "mac" : "ipei";

  for (guint i = 0; i < look->columns->len; i++)
    if (g_strcmp0 (look->columns->pdata[i], key) == 0)
      return TRUE;
  return FALSE;
}

static void
guess (Look *look)
{
  look->has_header = dect_paste_has_header (look->paste, look->kind);
  look->columns = dect_paste_guess (look->paste, look->kind, look->has_header, look->fields);
  if (look->has_header)
    look->rows = DECT_PASTE_BY_KEY;
  else if (look->onto->len > 0)
    look->rows = DECT_PASTE_ONTO;
  else
    look->rows = names_key (look) ? DECT_PASTE_BY_KEY : DECT_PASTE_NEW;
}

/* How far it came is of use, too: the columns can be chosen though nothing could be planned by
 * them. */
static gpointer
look_func (gpointer data,
           DectProgressFunc progress,
           gpointer progress_data,
           GCancellable *cancellable,
           GError **error)
{
  Look *look = data;
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (look->paste == NULL)
    look->paste = dect_paste_new (look->bytes, cancellable, &look->error);
  if (look->paste != NULL)
    {
      if (look->guess)
        guess (look);
      look->report = dect_paste_plan (look->paste, look->snapshot, look->kind, look->columns,
                                      look->has_header,
                                      look->rows == DECT_PASTE_BY_KEY ? NULL
                                      : look->rows == DECT_PASTE_ONTO ? look->onto
                                                                      : none,
                                      cancellable, progress, progress_data, &look->error);
    }
  return g_atomic_rc_box_acquire (look);
}

/* --- Which column is what ------------------------------------------------------------------------ */

static void plan (DectPasteDialog *self, gboolean fresh);

static void
column_chosen_cb (DectPasteDialog *self, guint column, guint chosen)
{
  guint n;
  const DectCsvColumn *columns = dect_csv_columns (self->kind, &n);

  if (!self->updating)
    dect_paste_dialog_set_column (self, column,
                                  chosen > 0 && chosen <= n ? columns[chosen - 1].id : NULL);
}

static GtkWidget *
make_choice (DectPasteDialog *self, guint i)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint row = self->has_header && dect_paste_get_n_rows (self->paste) > 1 ? 1 : 0;
  GtkWidget *choice;
  guint n, selected = 0;
  const DectCsvColumn *columns = dect_csv_columns (self->kind, &n);

  gtk_string_list_append (names, dect_paste_table_column_title (self->kind, NULL));
  for (guint c = 0; c < n; c++)
    {
      gtk_string_list_append (names, dect_paste_table_column_title (self->kind, columns[c].id));
      if (g_strcmp0 (columns[c].id, self->columns->pdata[i]) == 0)
        selected = c + 1;
    }
  choice = dect_column_choice_new (i, dect_paste_get_cell (self->paste, row, i), NULL, names,
                                   selected);
  g_signal_connect_object (choice, "chosen", G_CALLBACK (column_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  return choice;
}

static void
show_mapping (DectPasteDialog *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->mapping))) != NULL)
    gtk_widget_unparent (child);
  for (guint i = 0; i < MIN (self->columns->len, DECT_PASTE_TABLE_MAX_COLUMNS); i++)
    dect_wrap_box_append (self->mapping, make_choice (self, i));
}

void
dect_paste_dialog_set_column (DectPasteDialog *self, guint i, const char *id)
{
  g_return_if_fail (DECT_IS_PASTE_DIALOG (self));
  g_return_if_fail (self->columns != NULL && i < self->columns->len);

  /* The one that was it before is left out now. */
  for (guint c = 0; id != NULL && c < self->columns->len; c++)
    if (g_strcmp0 (self->columns->pdata[c], id) == 0)
      self->columns->pdata[c] = NULL;
  self->columns->pdata[i] = (gpointer) g_intern_string (id);
  self->updating = TRUE;
  show_mapping (self);
  self->updating = FALSE;
  plan (self, FALSE);
}

static void
show_report (DectPasteDialog *self)
{
  guint n_added = dect_csv_report_count (self->report, self->kind, DECT_CSV_ADDED);
  guint n_updated = dect_csv_report_count (self->report, self->kind, DECT_CSV_UPDATED);
  guint n_bad = dect_csv_report_count (self->report, self->kind, DECT_CSV_BAD);
  gboolean changes = dect_csv_report_has_changes (self->report);
  g_autofree char *added = g_strdup_printf (ngettext ("%u is new", "%u are new", n_added), n_added);
  g_autofree char *updated
      = g_strdup_printf (ngettext ("%u changes", "%u change", n_updated), n_updated);
  g_autofree char *refused = g_strdup_printf (
      ngettext ("%u is refused and stays out", "%u are refused and stay out", n_bad), n_bad);
  /* Translators: rows of a pasted table: "3 are new, 2 change, 1 is refused and stays out." */
  g_autofree char *text = n_bad > 0 ? g_strdup_printf (_("%s, %s, %s."), added, updated, refused)
                                    : g_strdup_printf (_("%s, %s."), added, updated);

  if (!changes && n_bad == 0)
    dect_note_set (self->note, DECT_NOTE_GOOD, _("The site has all of it already."));
  else
    dect_note_set (self->note, n_bad > 0 ? DECT_NOTE_WARNING : DECT_NOTE_INFO, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paste.apply", changes);
}

/* --- Planning ------------------------------------------------------------------------------------ */

static void
take_guess (DectPasteDialog *self, const Look *look)
{
  self->updating = TRUE;
  self->paste = dect_paste_ref (look->paste);
  self->columns = g_ptr_array_ref (look->columns);
  self->has_header = look->has_header;
  gtk_switch_set_active (self->header_switch, look->has_header);
  adw_combo_row_set_selected (self->rows_row, look->rows);
  show_mapping (self);
  self->updating = FALSE;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectPasteDialog) self = user_data;
  Look *look = dect_job_finish (DECT_JOB (source), result, NULL);

  /* Closed, or something else was chosen meanwhile. */
  if (look == NULL)
    return;
  self->report = g_steal_pointer (&look->report);
  if (look->guess && look->columns != NULL)
    take_guess (self, look);
  if (self->columns != NULL)
    dect_paste_table_show (self->table, dect_document_get_site (self->document), self->kind,
                           self->paste, self->columns, self->has_header, self->report);
  if (self->report != NULL)
    show_report (self);
  else
    dect_note_set (self->note, DECT_NOTE_ERROR, look->error->message);
  if (self->report != NULL && look->guess)
    gtk_widget_grab_focus (self->paste_button);
  look_unref (look);
}

/* @fresh: guess what the columns and rows are */
static void
plan (DectPasteDialog *self, gboolean fresh)
{
  Look *look = g_atomic_rc_box_new0 (Look);

  g_clear_pointer (&self->report, dect_csv_report_unref);
  dect_paste_table_clear (self->table);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paste.apply", FALSE);
  look->snapshot = dect_site_snapshot (dect_document_get_site (self->document));
  look->kind = self->kind;
  look->bytes = g_bytes_ref (self->bytes);
  look->fields = g_ptr_array_ref (self->fields);
  look->onto = g_array_ref (self->onto);
  look->guess = fresh;
  look->has_header = self->has_header;
  look->rows = (DectPasteRows) adw_combo_row_get_selected (self->rows_row);
  if (!fresh)
    look->columns = g_ptr_array_copy (self->columns, NULL, NULL);
  look->paste = self->paste != NULL ? dect_paste_ref (self->paste) : NULL;
  dect_job_start (self->job, look_func, look, look_unref, look_unref, looked_cb,
                  g_object_ref (self));
}

static void
header_cb (DectPasteDialog *self)
{
  if (self->updating || self->paste == NULL)
    return;
  self->has_header = gtk_switch_get_active (self->header_switch);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  self->columns = dect_paste_guess (self->paste, self->kind, self->has_header, self->fields);
  self->updating = TRUE;
  show_mapping (self);
  self->updating = FALSE;
  plan (self, FALSE);
}

static void
rows_cb (DectPasteDialog *self)
{
  if (!self->updating && self->columns != NULL)
    plan (self, FALSE);
}

void
dect_paste_dialog_set_rows (DectPasteDialog *self, DectPasteRows rows)
{
  g_return_if_fail (DECT_IS_PASTE_DIALOG (self));

  adw_combo_row_set_selected (self->rows_row, rows);
}

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPasteDialog *self = DECT_PASTE_DIALOG (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  guint n_added = dect_csv_report_count (self->report, DECT_N_KINDS, DECT_CSV_ADDED);
  guint n_updated = dect_csv_report_count (self->report, DECT_N_KINDS, DECT_CSV_UPDATED);
  g_autofree char *label = g_strdup_printf (
      ngettext ("Paste %u row", "Paste %u rows", n_added + n_updated), n_added + n_updated);
  g_autoptr (GError) error = NULL;

  if (!dect_csv_apply_as (self->report, dect_document_get_site (self->document),
                          dect_document_secrets (self->document), label, &error))
    {
      /* The plan changed behind the dialog: look again. */
      plan (self, FALSE);
      return;
    }
  if (ADW_IS_APPLICATION_WINDOW (parent))
    dect_toast_undo (adw_application_window_get_content (ADW_APPLICATION_WINDOW (parent)),
                     _("Pasted: %u added, %u changed"), n_added, n_updated);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- The widget ---------------------------------------------------------------------------------- */

static void
dect_paste_dialog_dispose (GObject *object)
{
  DectPasteDialog *self = DECT_PASTE_DIALOG (object);

  dect_job_cancel (self->job);
  g_clear_object (&self->document);
  gtk_window_set_default_widget (GTK_WINDOW (self), NULL);
  adw_window_set_content (ADW_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_PASTE_DIALOG);
  G_OBJECT_CLASS (dect_paste_dialog_parent_class)->dispose (object);
}

static void
dect_paste_dialog_finalize (GObject *object)
{
  DectPasteDialog *self = DECT_PASTE_DIALOG (object);

  g_object_unref (self->job);
  g_clear_pointer (&self->report, dect_csv_report_unref);
  g_clear_pointer (&self->paste, dect_paste_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->onto, g_array_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  G_OBJECT_CLASS (dect_paste_dialog_parent_class)->finalize (object);
}

static void
dect_paste_dialog_class_init (DectPasteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_paste_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = dect_paste_dialog_finalize;
  g_type_ensure (DECT_TYPE_DIALOG_TITLE);
  g_type_ensure (DECT_TYPE_NOTE);
  g_type_ensure (DECT_TYPE_PASTE_TABLE);
  g_type_ensure (DECT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-paste-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DectPasteDialog, title);
  gtk_widget_class_bind_template_child (widget_class, DectPasteDialog, header_row);
  gtk_widget_class_bind_template_child (widget_class, DectPasteDialog, header_switch);
  gtk_widget_class_bind_template_child (widget_class, DectPasteDialog, rows_row);
  gtk_widget_class_bind_template_child (widget_class, DectPasteDialog, mapping);
  gtk_widget_class_bind_template_child (widget_class, DectPasteDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, DectPasteDialog, note);
  gtk_widget_class_bind_template_child (widget_class, DectPasteDialog, table);
  gtk_widget_class_bind_template_child (widget_class, DectPasteDialog, paste_button);
  gtk_widget_class_bind_template_callback (widget_class, header_cb);
  gtk_widget_class_bind_template_callback (widget_class, rows_cb);
  gtk_widget_class_install_action (widget_class, "paste.apply", NULL, apply_action);
}

static void
dect_paste_dialog_init (DectPasteDialog *self)
{
  self->job = dect_job_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self->job, "fraction", self->progress, "fraction", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->job, "running", self->progress, "visible", G_BINDING_SYNC_CREATE);
  dect_name_factory_use (GTK_WIDGET (self->rows_row), 32);
  dect_accessible_name_lists (GTK_WIDGET (self), _("Paste a table"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paste.apply", FALSE);
}

/* Fields of the table from the one on where it is pasted. */
static GPtrArray *
fields_from (const GPtrArray *fields, const DectField *field)
{
  GPtrArray *rest = g_ptr_array_new ();
  gboolean found = field == NULL;

  for (guint i = 0; i < fields->len; i++)
    {
      found = found || fields->pdata[i] == field;
      if (found)
        g_ptr_array_add (rest, fields->pdata[i]);
    }
  return rest;
}

DectPasteDialog *
dect_paste_dialog_open (GtkWindow *parent,
                        DectDocument *document,
                        DectKind kind,
                        GBytes *bytes,
                        const GPtrArray *fields,
                        const DectField *field,
                        const GArray *rows)
{
  DectPasteDialog *self;

  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (bytes != NULL && fields != NULL && rows != NULL, NULL);

  self = g_object_new (DECT_TYPE_PASTE_DIALOG, "transient-for", parent, NULL);
  self->document = g_object_ref (document);
  self->kind = kind;
  self->bytes = g_bytes_ref (bytes);
  self->fields = fields_from (fields, field);
  self->onto = g_array_copy ((GArray *) rows);
  dect_dialog_title_set_subtitle (self->title, kind == DECT_KIND_RFP ? _("Into the base stations")
                                                                     : _("Into the handsets"));
  plan (self, TRUE);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

gboolean
dect_paste_dialog_is_busy (DectPasteDialog *self)
{
  g_return_val_if_fail (DECT_IS_PASTE_DIALOG (self), FALSE);

  return dect_job_is_running (self->job);
}
