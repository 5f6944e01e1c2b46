/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-omm-dialog.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-column-choice.h"
#include "dect-dialog-title.h"
#include "dect-dialogs.h"
#include "dect-document-secrets.h"
#include "dect-job.h"
#include "dect-line-list.h"
#include "dect-name-factory.h"
#include "dect-note.h"
#include "dect-wrap-box.h"
#include "omm/dect-omm-guess.h"
#include "omm/dect-omm-layout-edit.h"
#include "omm/dect-omm-reader.h"
#include "store/dect-load.h"

/* Of the name of a layout. */
#define LAYOUT_CHARS 24

/* Reading, guessing and working out what would change, in a thread: what was asked, and how far it
 * came. Counted. */
typedef struct
{
  GFile *file;
  GBytes *bytes;
  DectSnapshot *snapshot;
  DectOmmLayout *layout; /* to read by; guessed when NULL */
  DectOmmGuess *guess;
  DectOmmFile *read;
  GPtrArray *changes; /* of DectChangeEntry */
  DectOmmMerge merge;
  GError *error; /* why it came no further */
} Look;

struct _DectOmmDialog
{
  AdwWindow parent_instance;
  DectDialogTitle *title;
  AdwComboRow *layout_row;
  GtkStringList *layout_names;
  DectWrapBox *mapping;
  GtkLabel *summary;
  GtkSpinner *spinner;
  DectNote *note;
  GtkWidget *lines_frame;
  GtkListView *lines;

  DectDocument *document;
  DectJob *job;
  GFile *file;
  GBytes *bytes;
  GPtrArray
      *layouts; /* of DectOmmLayout: those to choose, in the order of the row, behind the guess */
  GPtrArray *fields; /* of char *: what each column is, as chosen */
  DectOmmGuess *guess;
  DectOmmFile *read;
  GPtrArray *changes; /* of DectChangeEntry: what would happen */
  DectOmmMerge merge;
  guint64 generation; /* of the site the changes were worked out for */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (DectOmmDialog, dect_omm_dialog, ADW_TYPE_WINDOW)

static void start (DectOmmDialog *self, DectOmmLayout *layout);

/* --- The thread ------------------------------------------------------------------------------------ */

static void
look_clear (gpointer data)
{
  Look *look = data;

  g_clear_object (&look->file);
  g_clear_pointer (&look->bytes, g_bytes_unref);
  dect_snapshot_unref (look->snapshot);
  g_clear_pointer (&look->layout, dect_omm_layout_unref);
  g_clear_pointer (&look->guess, dect_omm_guess_free);
  g_clear_pointer (&look->read, dect_omm_file_unref);
  g_clear_pointer (&look->changes, g_ptr_array_unref);
  g_clear_error (&look->error);
}

static void
look_unref (gpointer look)
{
  g_atomic_rc_box_release_full (look, look_clear);
}

static void
look_run (Look *look, GCancellable *cancellable)
{
  if (look->bytes == NULL)
    look->bytes = dect_load_bytes (look->file, DECT_OMM_MAX_BYTES, cancellable, &look->error);
  if (look->bytes == NULL)
    return;
  look->guess = look->layout != NULL ? dect_omm_guess_with (look->bytes, look->layout, &look->error)
                                     : dect_omm_guess (look->bytes, look->snapshot, &look->error);
  if (look->guess == NULL)
    return;
  look->read = dect_omm_read (look->bytes, look->guess->layout, &look->error);
  if (look->read != NULL)
    look->changes = dect_omm_file_preview (look->read, look->snapshot, &look->merge);
}

/* How far it came is of use, too: the columns can be chosen though nothing could be read by them.
 */
static gpointer
look_func (gpointer data,
           DectProgressFunc progress,
           gpointer progress_data,
           GCancellable *cancellable,
           GError **error)
{
  look_run (data, cancellable);
  return g_atomic_rc_box_acquire (data);
}

/* --- Which column is what --------------------------------------------------------------------------- */

static const char *
field_label (DectKind kind, const char *field)
{
  return g_str_equal (field, "blank") ? _("Left out") : dect_omm_field_label (kind, field);
}

static void
column_chosen_cb (DectOmmDialog *self, guint column, guint chosen)
{
  g_auto (GStrv) fields = NULL;

  if (self->updating)
    return;
  fields = dect_omm_layout_list_fields (dect_omm_layout_get_kind (self->guess->layout));
  if (chosen < g_strv_length (fields))
    dect_omm_dialog_set_column (self, column, fields[chosen]);
}

static GtkWidget *
make_choice (DectOmmDialog *self, guint i, char **fields, GtkStringList *names)
{
  const DectOmmGuessColumn *column = self->guess->columns->pdata[i];
  gboolean same = g_str_equal (column->field, self->fields->pdata[i]);
  guint selected = GTK_INVALID_LIST_POSITION;
  GtkWidget *choice;

  for (guint f = 0; fields[f] != NULL; f++)
    if (g_str_equal (fields[f], self->fields->pdata[i]))
      selected = f;
  choice = dect_column_choice_new (i, column->example != NULL ? column->example : "",
                                   same ? dect_omm_sureness_label (column->sure) : NULL, names,
                                   selected);
  g_signal_connect_object (choice, "chosen", G_CALLBACK (column_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  return choice;
}

/* Behind the last column with a value there is nothing to choose. */
static guint
count_columns (DectOmmDialog *self)
{
  guint n = self->fields->len;

  while (n > 0 && ((const DectOmmGuessColumn *) self->guess->columns->pdata[n - 1])->n_filled == 0)
    n--;
  return n;
}

static void
show_mapping (DectOmmDialog *self)
{
  DectKind kind = dect_omm_layout_get_kind (self->guess->layout);
  g_auto (GStrv) fields = dect_omm_layout_list_fields (kind);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->mapping))) != NULL)
    gtk_widget_unparent (child);
  for (guint f = 0; fields[f] != NULL; f++)
    gtk_string_list_append (names, field_label (kind, fields[f]));
  for (guint i = 0; i < count_columns (self); i++)
    dect_wrap_box_append (self->mapping, make_choice (self, i, fields, names));
}

static void
take_fields (DectOmmDialog *self)
{
  g_ptr_array_set_size (self->fields, 0);
  for (guint i = 0; i < self->guess->columns->len; i++)
    {
      const DectOmmGuessColumn *column = self->guess->columns->pdata[i];

      g_ptr_array_add (self->fields, (gpointer) column->field);
    }
}

void
dect_omm_dialog_set_column (DectOmmDialog *self, guint column, const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectOmmLayout) layout = NULL;

  g_return_if_fail (DECT_IS_OMM_DIALOG (self));
  g_return_if_fail (self->guess != NULL && column < self->fields->len);
  g_return_if_fail (field != NULL);

  /* The one that was it before is left out now. */
  for (guint i = 0; i < self->fields->len; i++)
    if (g_str_equal (self->fields->pdata[i], field))
      self->fields->pdata[i] = (gpointer) "blank";
  self->fields->pdata[column] = (gpointer) g_intern_string (field);
  g_ptr_array_add (self->fields, NULL);
  layout = dect_omm_layout_arrange (self->guess->layout, DECT_OMM_LAYOUT_GUESSED, _("As chosen"),
                                    (const char *const *) self->fields->pdata, NULL, &error);
  g_ptr_array_set_size (self->fields, (gint) self->fields->len - 1);
  if (layout != NULL)
    {
      start (self, layout);
      return;
    }
  self->updating = TRUE;
  show_mapping (self);
  self->updating = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "omm.import", FALSE);
  dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
}

static void
layout_chosen_cb (DectOmmDialog *self)
{
  guint chosen = adw_combo_row_get_selected (self->layout_row);

  if (self->updating || self->bytes == NULL || chosen == GTK_INVALID_LIST_POSITION)
    return;
  start (self, chosen == 0 ? NULL : self->layouts->pdata[chosen - 1]);
}

/* The row says which known layout is used; the first entry stands for any other. */
static void
show_layout (DectOmmDialog *self)
{
  guint selected = 0;

  for (guint i = 0; i < self->layouts->len; i++)
    if (g_str_equal (dect_omm_layout_get_id (self->layouts->pdata[i]),
                     dect_omm_layout_get_id (self->guess->layout)))
      selected = i + 1;
  adw_combo_row_set_selected (self->layout_row, selected);
}

/* --- What it would do ------------------------------------------------------------------------------- */

static gboolean
has_changes (DectOmmDialog *self)
{
  return self->changes != NULL
         && (self->changes->len > 0 || dect_omm_file_count_secrets (self->read) > 0);
}

static char *
dup_summary (DectOmmDialog *self)
{
  const DectOmmMerge *merge = &self->merge;
  guint n_secrets = dect_omm_file_count_secrets (self->read);
  guint n_refused = dect_omm_file_get_problems (self->read)->len;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _("%u new, %u changed, %u unchanged, %u refused."), merge->added,
                          merge->updated, merge->unchanged, n_refused);
  if (merge->places > 0)
    g_string_append_printf (text,
                            ngettext (" %u building or floor is not known yet and is created.",
                                      " %u buildings and floors are not known yet and are created.",
                                      merge->places),
                            merge->places);
  if (n_secrets > 0)
    g_string_append_printf (text,
                            ngettext (" %u access code or password goes to the secrets.",
                                      " %u access codes and passwords go to the secrets.",
                                      n_secrets),
                            n_secrets);
  return g_string_free (text, FALSE);
}

static void
show_note (DectOmmDialog *self)
{
  if (!self->guess->known)
    dect_note_set (self->note, DECT_NOTE_WARNING,
                   _("No known layout fits: look at every column before you import."));
  else if (dect_omm_file_get_problems (self->read)->len > 0)
    dect_note_set (self->note, DECT_NOTE_WARNING,
                   _("What is refused stays out; the rest can be imported."));
  else if (!has_changes (self))
    dect_note_set (self->note, DECT_NOTE_GOOD,
                   _("The site has all of it already: there is nothing to import."));
  else if (!dect_omm_layout_is_verified (self->guess->layout))
    dect_note_set (self->note, DECT_NOTE_INFO, dect_omm_layout_get_source (self->guess->layout));
  else
    dect_note_set (self->note, DECT_NOTE_INFO, NULL);
}

static void
show_changes (DectOmmDialog *self)
{
  g_autoptr (GtkStringList) lines = gtk_string_list_new (NULL);
  g_autofree char *summary = NULL;

  if (self->changes != NULL)
    {
      summary = dup_summary (self);
      dect_line_list_add_problems (lines, dect_omm_file_get_problems (self->read));
      dect_line_list_add_changes (lines, self->changes);
      show_note (self);
    }
  else
    dect_note_set (self->note, DECT_NOTE_INFO, NULL);
  gtk_label_set_text (self->summary, summary != NULL ? summary : "");
  gtk_widget_set_visible (self->lines_frame, g_list_model_get_n_items (G_LIST_MODEL (lines)) > 0);
  dect_line_list_set (self->lines, lines);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "omm.import", has_changes (self));
}

static void
take_look (DectOmmDialog *self, Look *look)
{
  if (self->bytes == NULL && look->bytes != NULL)
    self->bytes = g_bytes_ref (look->bytes);
  /* Of the columns shown, one can be chosen still. */
  if (look->guess == NULL)
    return;
  g_clear_pointer (&self->guess, dect_omm_guess_free);
  self->guess = g_steal_pointer (&look->guess);
  self->read = g_steal_pointer (&look->read);
  self->changes = g_steal_pointer (&look->changes);
  self->merge = look->merge;
  self->generation = dect_snapshot_get_generation (look->snapshot);
  self->updating = TRUE;
  take_fields (self);
  show_mapping (self);
  show_layout (self);
  self->updating = FALSE;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectOmmDialog) self = user_data;
  Look *look = dect_job_finish (DECT_JOB (source), result, NULL);

  /* Closed, or something else was chosen meanwhile. */
  if (look == NULL)
    return;
  take_look (self, look);
  show_changes (self);
  if (look->error != NULL)
    dect_note_set (self->note, DECT_NOTE_ERROR, look->error->message);
  look_unref (look);
}

/* @layout: (nullable): to read by; guessed when NULL */
static void
start (DectOmmDialog *self, DectOmmLayout *layout)
{
  Look *look = g_atomic_rc_box_new0 (Look);

  g_clear_pointer (&self->read, dect_omm_file_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  show_changes (self);
  look->file = g_object_ref (self->file);
  look->bytes = self->bytes != NULL ? g_bytes_ref (self->bytes) : NULL;
  look->layout = layout != NULL ? dect_omm_layout_ref (layout) : NULL;
  look->snapshot = dect_site_snapshot (dect_document_get_site (self->document));
  dect_job_start (self->job, look_func, look, look_unref, look_unref, looked_cb,
                  g_object_ref (self));
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectOmmDialog *self = DECT_OMM_DIALOG (widget);
  DectSite *site = dect_document_get_site (self->document);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  DectOmmMerge merge;

  if (dect_site_get_generation (site) != self->generation)
    {
      /* The plan changed behind the dialog: look again. */
      g_autoptr (DectOmmLayout) layout = dect_omm_layout_ref (self->guess->layout);

      start (self, layout);
      return;
    }
  dect_omm_file_merge (self->read, site, dect_document_secrets (self->document), &merge);
  if (ADW_IS_APPLICATION_WINDOW (parent))
    dect_toast_undo (adw_application_window_get_content (ADW_APPLICATION_WINDOW (parent)),
                     _("Imported: %u added, %u changed"), merge.added, merge.updated);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- Class ------------------------------------------------------------------------------------------- */

static void
dect_omm_dialog_dispose (GObject *object)
{
  DectOmmDialog *self = DECT_OMM_DIALOG (object);

  dect_job_cancel (self->job);
  g_clear_object (&self->document);
  g_clear_object (&self->file);
  adw_window_set_content (ADW_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_OMM_DIALOG);
  G_OBJECT_CLASS (dect_omm_dialog_parent_class)->dispose (object);
}

static void
dect_omm_dialog_finalize (GObject *object)
{
  DectOmmDialog *self = DECT_OMM_DIALOG (object);

  g_object_unref (self->job);
  g_clear_pointer (&self->guess, dect_omm_guess_free);
  g_clear_pointer (&self->read, dect_omm_file_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_ptr_array_unref (self->layouts);
  g_ptr_array_unref (self->fields);
  G_OBJECT_CLASS (dect_omm_dialog_parent_class)->finalize (object);
}

static void
dect_omm_dialog_class_init (DectOmmDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_omm_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = dect_omm_dialog_finalize;
  g_type_ensure (DECT_TYPE_DIALOG_TITLE);
  g_type_ensure (DECT_TYPE_NOTE);
  g_type_ensure (DECT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-omm-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DectOmmDialog, title);
  gtk_widget_class_bind_template_child (widget_class, DectOmmDialog, layout_row);
  gtk_widget_class_bind_template_child (widget_class, DectOmmDialog, layout_names);
  gtk_widget_class_bind_template_child (widget_class, DectOmmDialog, mapping);
  gtk_widget_class_bind_template_child (widget_class, DectOmmDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, DectOmmDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, DectOmmDialog, note);
  gtk_widget_class_bind_template_child (widget_class, DectOmmDialog, lines_frame);
  gtk_widget_class_bind_template_child (widget_class, DectOmmDialog, lines);
  gtk_widget_class_bind_template_callback (widget_class, layout_chosen_cb);
  gtk_widget_class_install_action (widget_class, "omm.import", NULL, import_action);
}

static void
add_layouts (DectOmmDialog *self, DectKind kind)
{
  g_autoptr (GPtrArray) layouts = dect_omm_layout_list (kind);

  for (guint i = 0; i < layouts->len; i++)
    {
      gtk_string_list_append (self->layout_names, dect_omm_layout_get_title (layouts->pdata[i]));
      g_ptr_array_add (self->layouts, dect_omm_layout_ref (layouts->pdata[i]));
    }
}

static void
dect_omm_dialog_init (DectOmmDialog *self)
{
  self->layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_omm_layout_unref);
  self->fields = g_ptr_array_new ();
  self->job = dect_job_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self->job, "running", self->spinner, "spinning", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->job, "running", self->spinner, "visible", G_BINDING_SYNC_CREATE);
  dect_accessible_name_lists (GTK_WIDGET (self), _("Layout"));
  dect_line_list_setup (self->lines);
  dect_name_factory_use (GTK_WIDGET (self->layout_row), LAYOUT_CHARS);
  self->updating = TRUE;
  gtk_string_list_append (self->layout_names, _("As the columns below"));
  add_layouts (self, DECT_KIND_RFP);
  add_layouts (self, DECT_KIND_HANDSET);
  self->updating = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "omm.import", FALSE);
}

DectOmmDialog *
dect_omm_dialog_open (GtkWindow *parent, DectDocument *document, GFile *file)
{
  DectOmmDialog *self;
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (DECT_TYPE_OMM_DIALOG, NULL);
  base = g_file_get_basename (file);
  name = g_filename_display_name (base);
  self->document = g_object_ref (document);
  self->file = g_object_ref (file);
  dect_dialog_title_set_subtitle (self->title, name);
  start (self, NULL);
  dect_dialog_present (GTK_WINDOW (self), parent);
  return self;
}

gboolean
dect_omm_dialog_is_busy (DectOmmDialog *self)
{
  g_return_val_if_fail (DECT_IS_OMM_DIALOG (self), FALSE);

  return dect_job_is_running (self->job);
}
