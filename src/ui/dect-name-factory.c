/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-name-factory.h"

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer max_chars)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), GPOINTER_TO_INT (max_chars));
  gtk_list_item_set_child (list_item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer max_chars)
{
  GtkWidget *label = gtk_list_item_get_child (list_item);
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (list_item));

  gtk_label_set_text (GTK_LABEL (label), name);
  gtk_widget_set_tooltip_text (label, name);
}

void
dect_name_factory_use (GtkWidget *chooser, int max_chars)
{
  g_autoptr (GtkListItemFactory) whole = NULL;
  g_autoptr (GtkListItemFactory) cut = gtk_signal_list_item_factory_new ();

  g_return_if_fail (GTK_IS_WIDGET (chooser));

  g_signal_connect (cut, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (max_chars));
  g_signal_connect (cut, "bind", G_CALLBACK (bind_cb), GINT_TO_POINTER (max_chars));
  g_object_get (chooser, "factory", &whole, NULL);
  g_object_set (chooser, "list-factory", whole, "factory", cut, NULL);
}
