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
#include "dect-wrap-box.h"
#include "store/dect-csv-columns.h"
#include "store/dect-paste.h"

/* More columns than any table here has. */
#define MAX_COLUMNS 40

/* A row of the block as a list model wants it. */
#define DECT_TYPE_PASTE_ROW (dect_paste_row_get_type ())
G_DECLARE_FINAL_TYPE (DectPasteRow, dect_paste_row, DECT, PASTE_ROW, GObject)

struct _DectPasteRow
{
  GObject parent_instance;
  guint row;      /* of the block */
  guint result;   /* of the report */
  char *problem;  /* (nullable): why it is refused, or what is odd */
  GPtrArray *bad; /* (nullable): of char *: ids of the columns it is about */
};

G_DEFINE_FINAL_TYPE (DectPasteRow, dect_paste_row, G_TYPE_OBJECT)

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
  GtkColumnView *view;
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

static void
dect_paste_row_finalize (GObject *object)
{
  g_free (DECT_PASTE_ROW (object)->problem);
  g_clear_pointer (&DECT_PASTE_ROW (object)->bad, g_ptr_array_unref);
  G_OBJECT_CLASS (dect_paste_row_parent_class)->finalize (object);
}

static void
dect_paste_row_class_init (DectPasteRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dect_paste_row_finalize;
}

static void
dect_paste_row_init (DectPasteRow *self)
{
}

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

static const char *
column_title (DectPasteDialog *self, const char *id)
{
  guint n;
  const DectCsvColumn *columns = dect_csv_columns (self->kind, &n);

  for (guint i = 0; id != NULL && i < n; i++)
    if (g_str_equal (columns[i].id, id))
      {
        const DectField *field = dect_csv_column_field (self->kind, &columns[i]);

        if (field != NULL)
          return _(field->label);
        if (g_str_equal (id, "building"))
          return _("Building");
        return g_str_equal (id, "ac") ? _("Access code") : _("SIP password");
      }
  return _("Left out");
}

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

  gtk_string_list_append (names, column_title (self, NULL));
  for (guint c = 0; c < n; c++)
    {
      gtk_string_list_append (names, column_title (self, columns[c].id));
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
  for (guint i = 0; i < MIN (self->columns->len, MAX_COLUMNS); i++)
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

/* --- The preview --------------------------------------------------------------------------------- */

static char *
dup_outcome (DectPasteDialog *self, DectPasteRow *row)
{
  guint32 id;
  DectCsvOutcome outcome = dect_csv_report_get_row (self->report, row->result, NULL, &id);
  const DectRecord *record = dect_site_find_record (dect_document_get_site (self->document), id);
  g_autofree char *title = record != NULL ? dect_record_title (record) : NULL;
  g_autofree char *words = NULL;

  if (outcome == DECT_CSV_BAD)
    return g_strdup_printf (_("Refused. %s"), row->problem != NULL ? row->problem : "");
  if (outcome == DECT_CSV_UPDATED && title != NULL)
    words = g_strdup_printf (_("Changes %s."), title);
  else if (outcome == DECT_CSV_UNCHANGED)
    words = g_strdup (_("Is so already."));
  else
    words = g_strdup_printf (_("New %s."), dect_kind_label (self->kind));
  return row->problem != NULL ? g_strdup_printf ("%s %s", words, row->problem)
                              : g_steal_pointer (&words);
}

static GtkWidget *
new_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  return label;
}

static void
outcome_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *label = new_label ();

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_list_item_set_child (list_item, label);
}

static void
outcome_bind_cb (DectPasteDialog *self, GtkListItem *list_item)
{
  GtkWidget *label = gtk_list_item_get_child (list_item);
  DectPasteRow *row = gtk_list_item_get_item (list_item);
  g_autofree char *text = NULL;

  if (self->report == NULL)
    return;
  text = dup_outcome (self, row);
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_remove_css_class (label, "error");
  if (dect_csv_report_get_row (self->report, row->result, NULL, NULL) == DECT_CSV_BAD)
    gtk_widget_add_css_class (label, "error");
}

static void
cell_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *label = new_label ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (list_item, label);
}

static void
cell_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  DectPasteDialog *self = DECT_PASTE_DIALOG (user_data);
  GtkWidget *label = gtk_list_item_get_child (list_item);
  DectPasteRow *row = gtk_list_item_get_item (list_item);
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "dect-column"));
  const char *id = column < self->columns->len ? self->columns->pdata[column] : NULL;
  gboolean secret = g_strcmp0 (id, "ac") == 0 || g_strcmp0 (id, "sip_password") == 0;
  const char *text = dect_paste_get_cell (self->paste, row->row, column);

  gtk_label_set_text (GTK_LABEL (label), secret && *text != '\0' ? "•••" : text);
  gtk_widget_remove_css_class (label, "error");
  gtk_widget_remove_css_class (label, "dim-label");
  if (id == NULL)
    gtk_widget_add_css_class (label, "dim-label");
  else if (row->bad != NULL && g_ptr_array_find_with_equal_func (row->bad, id, g_str_equal, NULL))
    gtk_widget_add_css_class (label, "error");
}

static void
add_column (DectPasteDialog *self, const char *title, GtkListItemFactory *factory, int width)
{
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_fixed_width (column, width);
  gtk_column_view_append_column (self->view, column);
}

static void
show_columns (DectPasteDialog *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  GtkListItemFactory *outcome = gtk_signal_list_item_factory_new ();

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
  g_signal_connect (outcome, "setup", G_CALLBACK (outcome_setup_cb), NULL);
  g_signal_connect_object (outcome, "bind", G_CALLBACK (outcome_bind_cb), self, G_CONNECT_SWAPPED);
  add_column (self, _("What it does"), outcome, 250);
  for (guint i = 0; i < MIN (self->columns->len, MAX_COLUMNS); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

      g_object_set_data (G_OBJECT (factory), "dect-column", GUINT_TO_POINTER (i));
      g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), NULL);
      g_signal_connect_object (factory, "bind", G_CALLBACK (cell_bind_cb), self, 0);
      add_column (self, column_title (self, self->columns->pdata[i]), factory, 150);
    }
}

/* What the report says of each line, in words; the first of several. */
static GHashTable *
collect_problems (DectPasteDialog *self)
{
  GHashTable *problems = g_hash_table_new (NULL, NULL);
  GPtrArray *issues = dect_csv_report_get_issues (self->report);

  for (guint i = issues->len; i > 0; i--)
    {
      DectCsvIssue *issue = issues->pdata[i - 1];

      g_hash_table_insert (problems, GUINT_TO_POINTER (issue->line), GUINT_TO_POINTER (i));
    }
  return problems;
}

static void
take_problems (DectPasteDialog *self, DectPasteRow *row, GHashTable *problems, guint line)
{
  GPtrArray *issues = dect_csv_report_get_issues (self->report);
  guint first = GPOINTER_TO_UINT (g_hash_table_lookup (problems, GUINT_TO_POINTER (line)));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = first; first > 0 && i <= issues->len; i++)
    {
      const DectCsvIssue *issue = issues->pdata[i - 1];

      if (issue->line != line)
        break;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      if (issue->column != NULL)
        {
          if (row->bad == NULL)
            row->bad = g_ptr_array_new_with_free_func (g_free);
          g_ptr_array_add (row->bad, g_strdup (issue->column));
          g_string_append_printf (text, "%s: ", column_title (self, issue->column));
        }
      g_string_append (text, issue->text);
    }
  if (text->len > 0)
    row->problem = g_strdup (text->str);
}

/* What is refused comes first. */
static void
show_rows (DectPasteDialog *self)
{
  g_autoptr (GListStore) store = g_list_store_new (DECT_TYPE_PASTE_ROW);
  g_autoptr (GPtrArray) bad = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) good = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkSelectionModel) selection = NULL;
  g_autoptr (GHashTable) problems = NULL;
  guint skipped = self->has_header ? 1 : 0;

  if (self->report != NULL)
    {
      problems = collect_problems (self);
      for (guint i = 0; i < dect_csv_report_get_n_rows (self->report); i++)
        {
          DectPasteRow *row = g_object_new (DECT_TYPE_PASTE_ROW, NULL);
          guint line;
          DectCsvOutcome outcome = dect_csv_report_get_row (self->report, i, &line, NULL);

          row->row = i + skipped;
          row->result = i;
          take_problems (self, row, problems, line);
          g_ptr_array_add (outcome == DECT_CSV_BAD ? bad : good, row);
        }
      g_list_store_splice (store, 0, 0, bad->pdata, bad->len);
      g_list_store_splice (store, bad->len, 0, good->pdata, good->len);
    }
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (store))));
  gtk_column_view_set_model (self->view, selection);
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
    show_columns (self);
  show_rows (self);
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
  gtk_column_view_set_model (self->view, NULL);
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
  gtk_widget_class_bind_template_child (widget_class, DectPasteDialog, view);
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
  dect_accessible_name_list (GTK_WIDGET (self->view), _("What would be pasted"));
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
