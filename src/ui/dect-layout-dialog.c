/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-layout-dialog.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-dialog-title.h"
#include "dect-dialogs.h"
#include "dect-layout-row.h"
#include "dect-name-factory.h"
#include "dect-note.h"
#include "model/dect-history.h"
#include "omm/dect-omm-layout-edit.h"
#include "omm/dect-omm-writer.h"

/* What is seen of the file. */
#define PREVIEW_LINES 40
/* Of the name of a layout. */
#define LAYOUT_CHARS 24

struct _DectLayoutDialog
{
  AdwWindow parent_instance;
  AdwComboRow *chooser;
  GtkStringList *names;
  AdwEntryRow *title_row;
  GtkWidget *use_row;
  GtkSwitch *use;
  DectNote *note;
  AdwPreferencesGroup *columns_group;
  AdwPreferencesGroup *instructions_group;
  GtkLabel *preview;

  DectDocument *document;
  GPtrArray *layouts; /* of DectOmmLayout, as the chooser shows them */
  DectOmmLayout *layout;
  GPtrArray *rows; /* of both groups */
  gboolean own;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (DectLayoutDialog, dect_layout_dialog, ADW_TYPE_WINDOW)

static void show_layout (DectLayoutDialog *self);

/* --- The site --------------------------------------------------------------------------------------- */

static DectSite *
get_site (DectLayoutDialog *self)
{
  return self->document != NULL ? dect_document_get_site (self->document) : NULL;
}

static gboolean
is_used (DectLayoutDialog *self)
{
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectOmmLayout) used = NULL;

  if (self->document == NULL)
    return FALSE;
  snapshot = dect_site_snapshot (get_site (self));
  used = dect_omm_layout_for_site (snapshot, dect_omm_layout_get_kind (self->layout), NULL);
  return used != NULL
         && g_str_equal (dect_omm_layout_get_id (used), dect_omm_layout_get_id (self->layout));
}

static const char *
usual_id (DectLayoutDialog *self)
{
  const char *release
      = self->document != NULL ? dect_site_get_info (get_site (self))->omm_release : NULL;

  return dect_omm_release_page (release, dect_omm_layout_get_kind (self->layout))->layout;
}

/* Changes that follow each other become one step. */
static void
use_in_site (DectLayoutDialog *self, const DectOmmLayout *layout)
{
  DectSite *site = get_site (self);
  DectSiteInfo *info = dect_site_info_copy (dect_site_get_info (site));

  dect_omm_layout_use (info, layout);
  dect_history_put_one (dect_site_get_history (site), DECT_RECORD (info),
                        _("Change the layout of an OMM file"), "omm-layout");
}

static void
use_cb (DectLayoutDialog *self)
{
  g_autoptr (DectOmmLayout) usual = NULL;

  if (self->updating || self->document == NULL)
    return;
  if (gtk_switch_get_active (self->use))
    use_in_site (self, self->layout);
  else if ((usual = dect_omm_layout_load (usual_id (self), NULL)) != NULL)
    use_in_site (self, usual);
  show_layout (self);
}

/* --- Changes ---------------------------------------------------------------------------------------- */

static void
keep (DectLayoutDialog *self, DectOmmLayout *layout)
{
  g_autoptr (GError) error = NULL;
  gboolean used = is_used (self);

  if (!dect_omm_layout_save (layout, &error))
    {
      dect_layout_dialog_choose (self, dect_omm_layout_get_id (self->layout));
      dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
      return;
    }
  if (used)
    use_in_site (self, layout);
  dect_layout_dialog_choose (self, dect_omm_layout_get_id (layout));
}

/* @written: (nullable): as it is */
static void
change (DectLayoutDialog *self,
        const DectOmmLayout *base,
        const char *title,
        char **fields,
        const char *const *written)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectOmmLayout) layout
      = dect_omm_layout_arrange (base, dect_omm_layout_get_id (self->layout), title,
                                 (const char *const *) fields, written, &error);

  if (layout != NULL)
    {
      keep (self, layout);
      return;
    }
  show_layout (self);
  dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
}

/* Which row @widget stands in; the rows are made anew with every change, and the keyboard stays
 * where it was. */
static guint
row_of (DectLayoutDialog *self, GtkWidget *widget)
{
  guint i = 0;

  while (i < self->rows->len && !gtk_widget_is_ancestor (widget, self->rows->pdata[i]))
    i++;
  return i;
}

static void
focus_row (DectLayoutDialog *self, guint i)
{
  if (i < self->rows->len)
    gtk_widget_grab_focus (self->rows->pdata[i]);
}

static void
change_fields (DectLayoutDialog *self, GPtrArray *fields)
{
  g_ptr_array_add (fields, NULL);
  change (self, self->layout, dect_omm_layout_get_title (self->layout), (char **) fields->pdata,
          NULL);
}

/* The fields borrowed from the layout, which lives on while it is changed. */
static GPtrArray *
list_fields (DectLayoutDialog *self)
{
  GPtrArray *fields = g_ptr_array_new ();
  guint n_columns;
  const DectOmmColumn *columns = dect_omm_layout_get_columns (self->layout, &n_columns);

  for (guint i = 0; i < n_columns; i++)
    g_ptr_array_add (fields, (gpointer) columns[i].field);
  return fields;
}

void
dect_layout_dialog_set_column (DectLayoutDialog *self, const char *field, gboolean on)
{
  g_autoptr (GPtrArray) fields = NULL;
  gint place;

  g_return_if_fail (DECT_IS_LAYOUT_DIALOG (self));
  g_return_if_fail (field != NULL);

  fields = list_fields (self);
  place = dect_omm_layout_find_column (self->layout, field);
  if (on)
    g_ptr_array_add (fields, (gpointer) g_intern_string (field));
  else if (place >= 0)
    g_ptr_array_remove_index (fields, (guint) place);
  change_fields (self, fields);
}

static void
take_out (DectLayoutDialog *self, guint place)
{
  g_autoptr (GPtrArray) fields = list_fields (self);

  g_ptr_array_remove_index (fields, place);
  change_fields (self, fields);
}

static void
column_switched_cb (DectLayoutDialog *self, GParamSpec *pspec, GtkSwitch *toggle)
{
  const char *field = g_object_get_data (G_OBJECT (toggle), "dect-field");
  guint row = row_of (self, GTK_WIDGET (toggle));

  if (self->updating)
    return;
  if (gtk_switch_get_active (toggle))
    dect_layout_dialog_set_column (self, field, TRUE);
  else
    take_out (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (toggle), "dect-place")));
  focus_row (self, row);
}

static void
instruction_switched_cb (DectLayoutDialog *self, GParamSpec *pspec, GtkSwitch *toggle)
{
  g_autoptr (GPtrArray) written = g_ptr_array_new ();
  g_auto (GStrv) fields = NULL;
  guint n_instructions, row = row_of (self, GTK_WIDGET (toggle));
  const DectOmmInstruction *instructions;

  if (self->updating)
    return;
  instructions = dect_omm_layout_get_instructions (self->layout, &n_instructions);
  for (guint i = 0; i < n_instructions; i++)
    {
      gboolean this_one
          = g_str_equal (instructions[i].tag, g_object_get_data (G_OBJECT (toggle), "dect-tag"));

      if (this_one ? gtk_switch_get_active (toggle) : instructions[i].write)
        g_ptr_array_add (written, (gpointer) instructions[i].tag);
    }
  g_ptr_array_add (written, NULL);
  fields = dect_omm_layout_dup_fields (self->layout);
  change (self, self->layout, dect_omm_layout_get_title (self->layout), fields,
          (const char *const *) written->pdata);
  focus_row (self, row);
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectLayoutDialog *self = DECT_LAYOUT_DIALOG (widget);
  g_autoptr (GPtrArray) fields = list_fields (self);
  guint32 from;
  gint32 by;
  guint to;

  g_variant_get (parameter, "(ui)", &from, &by);
  to = by < 0 ? from - 1 : from + 1;
  if (!self->own || from >= fields->len || to >= fields->len)
    return;
  g_ptr_array_insert (fields, (gint) to, g_ptr_array_steal_index (fields, from));
  change_fields (self, fields);
  focus_row (self, to);
}

static void
blank_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_layout_dialog_set_column (DECT_LAYOUT_DIALOG (widget), "blank", TRUE);
}

static void
title_cb (DectLayoutDialog *self)
{
  g_auto (GStrv) fields = dect_omm_layout_dup_fields (self->layout);
  g_autofree char *title
      = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title_row))));

  change (self, self->layout, title, fields, NULL);
}

static void
reset_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectLayoutDialog *self = DECT_LAYOUT_DIALOG (widget);
  g_autoptr (DectOmmLayout) usual = dect_omm_layout_load (usual_id (self), NULL);
  g_auto (GStrv) fields = NULL;

  if (usual == NULL)
    usual = dect_omm_layout_default (dect_omm_layout_get_kind (self->layout));
  fields = dect_omm_layout_dup_fields (usual);
  change (self, usual, dect_omm_layout_get_title (self->layout), fields, NULL);
}

static void
duplicate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectLayoutDialog *self = DECT_LAYOUT_DIALOG (widget);
  g_auto (GStrv) fields = dect_omm_layout_dup_fields (self->layout);
  g_autofree char *title
      = g_strdup_printf (_("%s (copy)"), dect_omm_layout_get_title (self->layout));
  g_autofree char *id = dect_omm_layout_dup_free_id (dect_omm_layout_get_id (self->layout));
  g_autoptr (GError) error = NULL;
  g_autoptr (DectOmmLayout) copy = dect_omm_layout_arrange (
      self->layout, id, title, (const char *const *) fields, NULL, &error);

  if (copy != NULL && dect_omm_layout_save (copy, &error))
    dect_layout_dialog_choose (self, id);
  else
    dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
}

static void
delete_answer_cb (const char *answer, gpointer user_data)
{
  DectLayoutDialog *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (answer, "discard") || self->layout == NULL)
    return;
  if (dect_omm_layout_delete (dect_omm_layout_get_id (self->layout), &error))
    dect_layout_dialog_choose (self, usual_id (self));
  else
    dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectLayoutDialog *self = DECT_LAYOUT_DIALOG (widget);
  g_autofree char *heading
      = g_strdup_printf (_("Delete “%s”?"), dect_omm_layout_get_title (self->layout));

  dect_dialog_ask_discard (GTK_WINDOW (self), heading,
                           _("Sites that use the layout keep their copy of it."), _("_Delete"),
                           delete_answer_cb, self);
}

/* --- What is shown ---------------------------------------------------------------------------------- */

static void
add_row (DectLayoutDialog *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (group, row);
}

static void
add_column (DectLayoutDialog *self, guint place, guint n_columns, const DectOmmColumn *column)
{
  const char *label = dect_omm_column_label (self->layout, column);
  g_autofree char *title = g_strdup_printf ("%u. %s", place + 1, label);
  g_autofree char *known = dect_layout_row_dup_known (column->verified, column->source);
  GtkWidget *row = dect_layout_row_new (title, known);
  GtkWidget *toggle;

  if (self->own)
    dect_layout_row_add_moves (row, place, n_columns);
  toggle = dect_layout_row_add_switch (row, label, TRUE, self->own);
  g_object_set_data (G_OBJECT (toggle), "dect-field", (gpointer) column->field);
  g_object_set_data (G_OBJECT (toggle), "dect-place", GUINT_TO_POINTER (place));
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (column_switched_cb), self,
                           G_CONNECT_SWAPPED);
  add_row (self, self->columns_group, row);
}

/* What is not in the file, to be switched on. */
static void
add_others (DectLayoutDialog *self)
{
  DectKind kind = dect_omm_layout_get_kind (self->layout);
  g_auto (GStrv) fields = dect_omm_layout_list_fields (kind);

  for (guint i = 0; self->own && fields[i] != NULL; i++)
    {
      const char *label = dect_omm_field_label (kind, fields[i]);
      GtkWidget *row, *toggle;

      if (g_str_equal (fields[i], "blank")
          || dect_omm_layout_find_column (self->layout, fields[i]) >= 0)
        continue;
      row = dect_layout_row_new (label, _("Not in the file"));
      toggle = dect_layout_row_add_switch (row, label, FALSE, TRUE);
      g_object_set_data (G_OBJECT (toggle), "dect-field", (gpointer) g_intern_string (fields[i]));
      g_signal_connect_object (toggle, "notify::active", G_CALLBACK (column_switched_cb), self,
                               G_CONNECT_SWAPPED);
      add_row (self, self->columns_group, row);
    }
}

static void
add_instruction (DectLayoutDialog *self, const DectOmmInstruction *instruction)
{
  DectKind kind = dect_omm_layout_get_kind (self->layout);
  g_autofree char *title = g_strdup_printf ("%s = %s", instruction->tag,
                                            dect_omm_field_label (kind, instruction->field));
  g_autofree char *known = dect_layout_row_dup_known (instruction->verified, instruction->source);
  GtkWidget *row = dect_layout_row_new (title, known);
  GtkWidget *toggle = dect_layout_row_add_switch (row, title, instruction->write, self->own);

  g_object_set_data_full (G_OBJECT (toggle), "dect-tag", g_strdup (instruction->tag), g_free);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (instruction_switched_cb), self,
                           G_CONNECT_SWAPPED);
  add_row (self, self->instructions_group, row);
}

static void
fill_rows (DectLayoutDialog *self)
{
  guint n_columns, n_instructions, n_shown = 0;
  const DectOmmColumn *columns = dect_omm_layout_get_columns (self->layout, &n_columns);
  const DectOmmInstruction *instructions
      = dect_omm_layout_get_instructions (self->layout, &n_instructions);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (
                                      self->rows->pdata[i], ADW_TYPE_PREFERENCES_GROUP)),
                                  self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < n_columns; i++)
    add_column (self, i, n_columns, &columns[i]);
  add_others (self);
  for (guint i = 0; i < n_instructions; i++)
    if (instructions[i].rule == DECT_OMM_RULE_DEFAULT)
      {
        add_instruction (self, &instructions[i]);
        n_shown++;
      }
  gtk_widget_set_visible (GTK_WIDGET (self->instructions_group), n_shown > 0);
  dect_accessible_name_lists (GTK_WIDGET (self->columns_group), _("Columns"));
  dect_accessible_name_lists (GTK_WIDGET (self->instructions_group), _("Instructions"));
}

/* The first lines; without secrets, which nobody needs to see here. */
static void
show_preview (DectLayoutDialog *self)
{
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  gtk_widget_set_visible (
      gtk_widget_get_ancestor (GTK_WIDGET (self->preview), ADW_TYPE_PREFERENCES_GROUP),
      self->document != NULL);
  if (self->document == NULL)
    return;
  snapshot = dect_site_snapshot (get_site (self));
  bytes = dect_omm_write (snapshot, self->layout, NULL, NULL, NULL, &error);
  if (bytes == NULL)
    {
      gtk_label_set_text (self->preview, error->message);
      return;
    }
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", PREVIEW_LINES + 1);
  if (g_strv_length (lines) > PREVIEW_LINES)
    {
      g_free (lines[PREVIEW_LINES]);
      lines[PREVIEW_LINES] = g_strdup ("…");
    }
  g_free (text);
  text = g_strjoinv ("\n", lines);
  gtk_label_set_text (self->preview, text);
}

static void
show_layout (DectLayoutDialog *self)
{
  gboolean used = is_used (self);
  gboolean usual = g_str_equal (dect_omm_layout_get_id (self->layout), usual_id (self));

  self->updating = TRUE;
  self->own = dect_omm_layout_is_own (dect_omm_layout_get_id (self->layout));
  gtk_editable_set_text (GTK_EDITABLE (self->title_row), dect_omm_layout_get_title (self->layout));
  gtk_widget_set_sensitive (GTK_WIDGET (self->title_row), self->own);
  gtk_switch_set_active (self->use, used);
  gtk_widget_set_sensitive (GTK_WIDGET (self->use), !(used && usual));
  gtk_widget_set_visible (self->use_row, self->document != NULL);
  dect_note_set (self->note, DECT_NOTE_INFO,
                 self->own ? dect_omm_layout_get_source (self->layout)
                           : _("This layout ships with Handover. Duplicate it to change it."));
  fill_rows (self);
  show_preview (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "layout.delete", self->own);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "layout.reset", self->own);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "layout.blank", self->own);
  self->updating = FALSE;
}

/* --- The list of layouts ---------------------------------------------------------------------------- */

static void
add_layout (DectLayoutDialog *self, DectOmmLayout *layout)
{
  if (layout == NULL)
    return;
  for (guint i = 0; i < self->layouts->len; i++)
    if (g_str_equal (dect_omm_layout_get_id (self->layouts->pdata[i]),
                     dect_omm_layout_get_id (layout)))
      {
        dect_omm_layout_unref (layout);
        return;
      }
  g_ptr_array_add (self->layouts, layout);
  gtk_string_list_append (self->names, dect_omm_layout_get_title (layout));
}

/* Those of this computer, and what the open site brings along. */
static void
list_layouts (DectLayoutDialog *self)
{
  static const DectKind kinds[] = { DECT_KIND_RFP, DECT_KIND_HANDSET };

  g_ptr_array_set_size (self->layouts, 0);
  gtk_string_list_splice (self->names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->names)),
                          NULL);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (GPtrArray) known = dect_omm_layout_list (kinds[k]);

      for (guint i = 0; i < known->len; i++)
        add_layout (self, dect_omm_layout_ref (known->pdata[i]));
      if (self->document != NULL)
        {
          g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (get_site (self));

          add_layout (self, dect_omm_layout_for_site (snapshot, kinds[k], NULL));
        }
    }
}

void
dect_layout_dialog_choose (DectLayoutDialog *self, const char *id)
{
  g_autofree char *wanted = NULL;
  guint chosen = 0;

  g_return_if_fail (DECT_IS_LAYOUT_DIALOG (self));
  g_return_if_fail (id != NULL);

  /* It may belong to a layout that goes with the list. */
  wanted = g_strdup (id);
  self->updating = TRUE;
  list_layouts (self);
  for (guint i = 0; i < self->layouts->len; i++)
    if (g_str_equal (dect_omm_layout_get_id (self->layouts->pdata[i]), wanted))
      chosen = i;
  adw_combo_row_set_selected (self->chooser, chosen);
  self->updating = FALSE;
  g_clear_pointer (&self->layout, dect_omm_layout_unref);
  self->layout = dect_omm_layout_ref (self->layouts->pdata[chosen]);
  show_layout (self);
}

static void
chosen_cb (DectLayoutDialog *self)
{
  guint chosen = adw_combo_row_get_selected (self->chooser);

  if (self->updating || chosen >= self->layouts->len)
    return;
  g_clear_pointer (&self->layout, dect_omm_layout_unref);
  self->layout = dect_omm_layout_ref (self->layouts->pdata[chosen]);
  show_layout (self);
}

const DectOmmLayout *
dect_layout_dialog_get_layout (DectLayoutDialog *self)
{
  g_return_val_if_fail (DECT_IS_LAYOUT_DIALOG (self), NULL);

  return self->layout;
}

const char *
dect_layout_dialog_get_preview (DectLayoutDialog *self)
{
  g_return_val_if_fail (DECT_IS_LAYOUT_DIALOG (self), NULL);

  return gtk_label_get_text (self->preview);
}

/* --- Class ------------------------------------------------------------------------------------------- */

static void
dect_layout_dialog_dispose (GObject *object)
{
  DectLayoutDialog *self = DECT_LAYOUT_DIALOG (object);

  g_clear_object (&self->document);
  adw_window_set_content (ADW_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_LAYOUT_DIALOG);
  G_OBJECT_CLASS (dect_layout_dialog_parent_class)->dispose (object);
}

static void
dect_layout_dialog_finalize (GObject *object)
{
  DectLayoutDialog *self = DECT_LAYOUT_DIALOG (object);

  g_clear_pointer (&self->layout, dect_omm_layout_unref);
  g_ptr_array_unref (self->layouts);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (dect_layout_dialog_parent_class)->finalize (object);
}

static void
dect_layout_dialog_class_init (DectLayoutDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_layout_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = dect_layout_dialog_finalize;
  g_type_ensure (DECT_TYPE_DIALOG_TITLE);
  g_type_ensure (DECT_TYPE_NOTE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-layout-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DectLayoutDialog, chooser);
  gtk_widget_class_bind_template_child (widget_class, DectLayoutDialog, names);
  gtk_widget_class_bind_template_child (widget_class, DectLayoutDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, DectLayoutDialog, use_row);
  gtk_widget_class_bind_template_child (widget_class, DectLayoutDialog, use);
  gtk_widget_class_bind_template_child (widget_class, DectLayoutDialog, note);
  gtk_widget_class_bind_template_child (widget_class, DectLayoutDialog, columns_group);
  gtk_widget_class_bind_template_child (widget_class, DectLayoutDialog, instructions_group);
  gtk_widget_class_bind_template_child (widget_class, DectLayoutDialog, preview);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
  gtk_widget_class_install_action (widget_class, "layout.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "layout.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "layout.reset", NULL, reset_action);
  gtk_widget_class_install_action (widget_class, "layout.blank", NULL, blank_action);
  gtk_widget_class_install_action (widget_class, "layout.move", "(ui)", move_action);
}

static void
dect_layout_dialog_init (DectLayoutDialog *self)
{
  self->layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_omm_layout_unref);
  self->rows = g_ptr_array_new ();
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = FALSE;
  dect_name_factory_use (GTK_WIDGET (self->chooser), LAYOUT_CHARS);
  dect_accessible_name_lists (GTK_WIDGET (self), _("Layout"));
}

DectLayoutDialog *
dect_layout_dialog_open (GtkWindow *parent, DectDocument *document)
{
  DectLayoutDialog *self;

  g_return_val_if_fail (document == NULL || DECT_IS_DOCUMENT (document), NULL);

  self = g_object_new (DECT_TYPE_LAYOUT_DIALOG, NULL);
  self->document = document != NULL ? g_object_ref (document) : NULL;
  dect_layout_dialog_choose (self, DECT_OMM_LAYOUT_RFP);
  dect_dialog_present (GTK_WINDOW (self), parent);
  return self;
}
