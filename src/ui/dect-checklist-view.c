/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-checklist-view.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-dialogs.h"
#include "dect-note.h"
#include "dect-text-label.h"
#include "pbx/dect-pbx-checklist.h"

struct _DectChecklistView
{
  AdwBin parent_instance;
  GtkLabel *title;
  GtkListView *list;
  GtkWidget *scroller;
  GtkWidget *copy;
  DectNote *note;

  GPtrArray *instructions; /* DectPbxInstruction */
};

G_DEFINE_FINAL_TYPE (DectChecklistView, dect_checklist_view, ADW_TYPE_BIN)

/* --- Words --------------------------------------------------------------------------------------- */

static char *
dup_markup (guint number, const DectPbxInstruction *instruction)
{
  GString *markup = g_string_new (NULL);
  g_autofree char *text = g_markup_escape_text (instruction->text, -1);

  g_string_append_printf (markup, "%u. ", number);
  if (instruction->path != NULL && *instruction->path != '\0')
    {
      g_autofree char *path = g_markup_escape_text (instruction->path, -1);

      g_string_append_printf (markup, "<b>%s</b>\n", path);
    }
  g_string_append (markup, text);
  for (guint i = 0; i < instruction->entries->len; i++)
    {
      const DectPbxEntry *entry = instruction->entries->pdata[i];
      g_autofree char *line
          = g_markup_printf_escaped ("\n%s: <tt>%s</tt>", entry->label, entry->value);

      g_string_append (markup, line);
    }
  return g_string_free (markup, FALSE);
}

char *
dect_checklist_view_dup_text (DectChecklistView *self)
{
  GString *text;

  g_return_val_if_fail (DECT_IS_CHECKLIST_VIEW (self), NULL);

  text = g_string_new (NULL);
  for (guint i = 0; self->instructions != NULL && i < self->instructions->len; i++)
    {
      g_autofree char *markup = dup_markup (i + 1, self->instructions->pdata[i]);
      g_autofree char *plain = NULL;

      pango_parse_markup (markup, -1, 0, NULL, &plain, NULL, NULL);
      g_string_append_printf (text, "%s\n\n", plain);
    }
  return g_string_free (text, FALSE);
}

/* --- Rows ---------------------------------------------------------------------------------------- */

static void
set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = dect_text_label_new (NULL, "conflict");

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_list_item_set_child (item, label);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);

  gtk_label_set_markup (GTK_LABEL (label),
                        gtk_string_object_get_string (gtk_list_item_get_item (item)));
  dect_accessible_name_row (label, gtk_label_get_text (GTK_LABEL (label)));
}

static void
copy_cb (DectChecklistView *self)
{
  g_autofree char *text = dect_checklist_view_dup_text (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  dect_toast (GTK_WIDGET (self), "%s", _("The list is in the clipboard."));
}

static void
dect_checklist_view_dispose (GObject *object)
{
  g_clear_pointer (&DECT_CHECKLIST_VIEW (object)->instructions, g_ptr_array_unref);
  G_OBJECT_CLASS (dect_checklist_view_parent_class)->dispose (object);
}

static void
dect_checklist_view_class_init (DectChecklistViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_checklist_view_dispose;
}

static void
dect_checklist_view_init (DectChecklistView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_wrap (self->title, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  self->note = g_object_new (DECT_TYPE_NOTE, NULL);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_list_view_set_show_separators (self->list, TRUE);
  dect_accessible_name_list (GTK_WIDGET (self->list), _("What to click at the PBX"));
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), 520);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->list));
  gtk_widget_set_overflow (self->scroller, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (self->scroller, "card");
  self->copy = gtk_button_new_with_mnemonic (_("Cop_y as text"));
  gtk_widget_set_halign (self->copy, GTK_ALIGN_START);
  g_signal_connect_object (self->copy, "clicked", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (box), self->scroller);
  gtk_box_append (GTK_BOX (box), self->copy);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
dect_checklist_view_set (DectChecklistView *self, const char *id, DectSnapshot *snapshot)
{
  g_autoptr (GtkStringList) texts = gtk_string_list_new (NULL);
  g_autoptr (GtkNoSelection) selection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  gboolean any = id != NULL && *id != '\0' && snapshot != NULL;

  g_return_if_fail (DECT_IS_CHECKLIST_VIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self), any);
  g_clear_pointer (&self->instructions, g_ptr_array_unref);
  if (!any)
    return;
  title = dect_pbx_checklist_dup_title (id);
  gtk_label_set_text (self->title, title != NULL ? title : "");
  self->instructions = dect_pbx_checklist_new (id, snapshot, &error);
  dect_note_set (self->note, DECT_NOTE_ERROR, error != NULL ? error->message : NULL);
  for (guint i = 0; self->instructions != NULL && i < self->instructions->len; i++)
    {
      g_autofree char *markup = dup_markup (i + 1, self->instructions->pdata[i]);

      gtk_string_list_append (texts, markup);
    }
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (texts)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  gtk_widget_set_visible (self->scroller, self->instructions != NULL);
  gtk_widget_set_visible (self->copy, self->instructions != NULL);
}
