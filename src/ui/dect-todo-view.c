/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-todo-view.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-note.h"
#include "omm/dect-omm-imported.h"
#include "omm/dect-omm-todo.h"

/* More than anybody does before looking again; the others follow when the list is made anew. */
#define MAX_ROWS 200

struct _DectTodoView
{
  AdwBin parent_instance;
  DectNote *note;
  GtkWidget *group;
  GtkListBox *rows;

  DectKind kind;
  DectDocument *document;
  GPtrArray *todos; /* DectOmmTodo, a row each */
  gboolean ticking; /* the change of the log is ours */
  gboolean stale;   /* plan or log changed while nobody looked */
};

G_DEFINE_FINAL_TYPE (DectTodoView, dect_todo_view, ADW_TYPE_BIN)

static DectSite *
site_of (DectTodoView *self)
{
  return dect_document_get_site (self->document);
}

/* --- What is new ----------------------------------------------------------------------------------- */

/* "3 new, 2 changed, 1 removed since the last import; 40 are in the OMM as planned." */
static void
show_note (DectTodoView *self, DectSnapshot *snapshot)
{
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_default (self->kind);
  g_autoptr (DectOmmComparison) comparison = dect_omm_compare (snapshot, layout);
  guint n_removed = g_strv_length (comparison->removed);
  guint n_imported = comparison->changed->len + comparison->unchanged->len + n_removed;
  guint n_open = comparison->added->len + comparison->changed->len + n_removed;
  g_autofree char *text = g_strdup_printf (_("New: %u, to be imported. Changed: %u, to be edited "
                                              "in the OMM. Removed: %u, to be deleted "
                                              "in the OMM. As planned: %u."),
                                           comparison->added->len, comparison->changed->len,
                                           n_removed, comparison->unchanged->len);

  if (n_imported == 0)
    dect_note_set (
        self->note, DECT_NOTE_INFO,
        _("Nothing is marked as imported yet. Mark each file once the OMM took it: from then on "
           "only "
           "what is new is written, and what must be edited or deleted by hand stands here."));
  else
    dect_note_set (self->note, n_open > 0 ? DECT_NOTE_WARNING : DECT_NOTE_GOOD, text);
}

/* --- Rows ------------------------------------------------------------------------------------------ */

static void
toggled_cb (GtkCheckButton *button, DectTodoView *self)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
  const DectOmmTodo *todo = g_ptr_array_index (self->todos, i);
  g_autoptr (DectSnapshot) snapshot = NULL;

  self->ticking = TRUE;
  if (gtk_check_button_get_active (button))
    dect_omm_todo_tick (todo, site_of (self));
  else
    dect_omm_todo_untick (todo, site_of (self));
  self->ticking = FALSE;
  snapshot = dect_site_snapshot (site_of (self));
  show_note (self, snapshot);
}

static char *
dup_subtitle (DectTodoView *self, const DectOmmTodo *todo)
{
  gboolean verified;
  g_autofree char *text = dect_omm_todo_dup_text (todo);
  g_autofree char *path
      = dect_omm_todo_dup_path (todo, dect_site_get_info (site_of (self)), &verified);

  if (verified)
    return g_strdup_printf ("%s\n%s", text, path);
  /* Translators: what is to be done, the way through the menus, and that no source confirms that
   * way */
  return g_strdup_printf (_("%s\n%s (not confirmed for this release)"), text, path);
}

static GtkWidget *
row_new (DectTodoView *self, guint i)
{
  const DectOmmTodo *todo = g_ptr_array_index (self->todos, i);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_check_button_new ();
  g_autofree char *subtitle = dup_subtitle (self, todo);
  g_autofree char *name
      = g_strdup_printf (todo->task == DECT_OMM_TASK_DELETE ? _("Deleted in the OMM: %s")
                                                            : _("Edited in the OMM: %s"),
                         todo->title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), todo->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (i));
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_todos (DectTodoView *self)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site_of (self));
  GtkWidget *row;

  self->stale = FALSE;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_list_box_remove (self->rows, row);
  g_clear_pointer (&self->todos, g_ptr_array_unref);
  self->todos = dect_omm_todo_list (snapshot, self->kind);
  for (guint i = 0; i < MIN (self->todos->len, MAX_ROWS); i++)
    gtk_list_box_append (self->rows, row_new (self, i));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self->group),
      self->todos->len > MAX_ROWS ? _("The first of them; open the step again for more.") : NULL);
  gtk_widget_set_visible (self->group, self->todos->len > 0);
  show_note (self, snapshot);
}

/* Reading the log again at each change of the plan would slow down a drag that nobody watches from
 * here. */
static void
update (DectTodoView *self)
{
  if (self->document == NULL || self->ticking)
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_todos (self);
  else
    self->stale = TRUE;
}

static void
dect_todo_view_map (GtkWidget *widget)
{
  DectTodoView *self = DECT_TODO_VIEW (widget);

  GTK_WIDGET_CLASS (dect_todo_view_parent_class)->map (widget);
  if (self->stale && self->document != NULL)
    show_todos (self);
}

static void
dect_todo_view_unmap (GtkWidget *widget)
{
  /* What was ticked is not shown again. */
  DECT_TODO_VIEW (widget)->stale = TRUE;
  GTK_WIDGET_CLASS (dect_todo_view_parent_class)->unmap (widget);
}

/* --- Widget ---------------------------------------------------------------------------------------- */

static void
dect_todo_view_dispose (GObject *object)
{
  dect_todo_view_set_document (DECT_TODO_VIEW (object), NULL);
  G_OBJECT_CLASS (dect_todo_view_parent_class)->dispose (object);
}

static void
dect_todo_view_class_init (DectTodoViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_todo_view_dispose;
  GTK_WIDGET_CLASS (klass)->map = dect_todo_view_map;
  GTK_WIDGET_CLASS (klass)->unmap = dect_todo_view_unmap;
}

static void
dect_todo_view_init (DectTodoView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->note = g_object_new (DECT_TYPE_NOTE, NULL);
  self->group = adw_preferences_group_new ();
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group),
                                   _("To be done in the OMM by hand"));
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "boxed-list");
  dect_accessible_name_lists (GTK_WIDGET (self->rows), _("To be done in the OMM by hand"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), GTK_WIDGET (self->rows));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (box), self->group);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
dect_todo_view_new (DectKind kind)
{
  DectTodoView *self = g_object_new (DECT_TYPE_TODO_VIEW, NULL);

  self->kind = kind;
  return GTK_WIDGET (self);
}

void
dect_todo_view_set_document (DectTodoView *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_TODO_VIEW (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  if (self->document == document)
    return;
  if (self->document != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->document, self);
      g_signal_handlers_disconnect_by_data (dect_site_get_log (site_of (self)), self);
    }
  g_clear_pointer (&self->todos, g_ptr_array_unref);
  g_set_object (&self->document, document);
  if (document == NULL)
    return;
  g_signal_connect_object (document, "notify::analysis", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dect_site_get_log (site_of (self)), "items-changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  update (self);
}

guint
dect_todo_view_count (DectTodoView *self)
{
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (GPtrArray) todos = NULL;

  g_return_val_if_fail (DECT_IS_TODO_VIEW (self), 0);

  if (self->document == NULL)
    return 0;
  snapshot = dect_site_snapshot (site_of (self));
  todos = dect_omm_todo_list (snapshot, self->kind);
  return todos->len;
}
