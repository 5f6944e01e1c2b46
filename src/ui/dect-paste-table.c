/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-paste-table.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "store/dect-csv-columns.h"

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

struct _DectPasteTable
{
  AdwBin parent_instance;
  GtkColumnView *view;

  DectSite *site;
  DectKind kind;
  DectPaste *paste;
  GPtrArray *columns; /* of char *: ids; NULL = left out */
  gboolean has_header;
  DectCsvReport *report; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (DectPasteTable, dect_paste_table, ADW_TYPE_BIN)

const char *
dect_paste_table_column_title (DectKind kind, const char *id)
{
  guint n;
  const DectCsvColumn *columns = dect_csv_columns (kind, &n);

  for (guint i = 0; id != NULL && i < n; i++)
    if (g_str_equal (columns[i].id, id))
      {
        const DectField *field = dect_csv_column_field (kind, &columns[i]);

        if (field != NULL)
          return _(field->label);
        if (g_str_equal (id, "building"))
          return _("Building");
        return g_str_equal (id, "ac") ? _("Access code") : _("SIP password");
      }
  return _("Left out");
}

/* --- Cells ----------------------------------------------------------------------------------------- */

static char *
dup_outcome (DectPasteTable *self, DectPasteRow *row)
{
  guint32 id;
  DectCsvOutcome outcome = dect_csv_report_get_row (self->report, row->result, NULL, &id);
  const DectRecord *record = dect_site_find_record (self->site, id);
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
outcome_bind_cb (DectPasteTable *self, GtkListItem *list_item)
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
  DectPasteTable *self = DECT_PASTE_TABLE (user_data);
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
add_column (DectPasteTable *self, const char *title, GtkListItemFactory *factory, int width)
{
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_fixed_width (column, width);
  gtk_column_view_append_column (self->view, column);
}

static void
show_columns (DectPasteTable *self)
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
  for (guint i = 0; i < MIN (self->columns->len, DECT_PASTE_TABLE_MAX_COLUMNS); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

      g_object_set_data (G_OBJECT (factory), "dect-column", GUINT_TO_POINTER (i));
      g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), NULL);
      g_signal_connect_object (factory, "bind", G_CALLBACK (cell_bind_cb), self, 0);
      add_column (self, dect_paste_table_column_title (self->kind, self->columns->pdata[i]),
                  factory, 150);
    }
}

/* What the report says of each line, in words; the first of several. */
static GHashTable *
collect_problems (DectPasteTable *self)
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
take_problems (DectPasteTable *self, DectPasteRow *row, GHashTable *problems, guint line)
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
          g_string_append_printf (
              text, "%s: ", dect_paste_table_column_title (self->kind, issue->column));
        }
      g_string_append (text, issue->text);
    }
  if (text->len > 0)
    row->problem = g_strdup (text->str);
}

/* What is refused comes first. */
static void
show_rows (DectPasteTable *self)
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

/* --- The widget ---------------------------------------------------------------------------------- */

static void
drop (DectPasteTable *self)
{
  gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->site);
  g_clear_pointer (&self->paste, dect_paste_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->report, dect_csv_report_unref);
}

static void
dect_paste_table_dispose (GObject *object)
{
  DectPasteTable *self = DECT_PASTE_TABLE (object);

  if (self->view != NULL)
    drop (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_PASTE_TABLE);
  G_OBJECT_CLASS (dect_paste_table_parent_class)->dispose (object);
}

static void
dect_paste_table_class_init (DectPasteTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_paste_table_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-paste-table.ui");
  gtk_widget_class_bind_template_child (widget_class, DectPasteTable, view);
}

static void
dect_paste_table_init (DectPasteTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dect_accessible_name_list (GTK_WIDGET (self->view), _("What would be pasted"));
}

void
dect_paste_table_show (DectPasteTable *self,
                       DectSite *site,
                       DectKind kind,
                       DectPaste *paste,
                       GPtrArray *columns,
                       gboolean has_header,
                       DectCsvReport *report)
{
  g_return_if_fail (DECT_IS_PASTE_TABLE (self));
  g_return_if_fail (DECT_IS_SITE (site));
  g_return_if_fail (paste != NULL && columns != NULL);

  drop (self);
  self->site = g_object_ref (site);
  self->kind = kind;
  self->paste = dect_paste_ref (paste);
  self->columns = g_ptr_array_ref (columns);
  self->has_header = has_header;
  self->report = report != NULL ? dect_csv_report_ref (report) : NULL;
  show_columns (self);
  show_rows (self);
}

void
dect_paste_table_clear (DectPasteTable *self)
{
  g_return_if_fail (DECT_IS_PASTE_TABLE (self));

  drop (self);
}
