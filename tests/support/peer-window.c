/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Another program's window, for tests/e2e: files named on the command line to be dragged out of it
 * by a real XDND, and, after
 * --clipboard, an image that it holds in the clipboard. */

#include <gtk/gtk.h>
#include <stdio.h>

static GMainLoop *loop;

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, gpointer user_data)
{
  char **paths = user_data;
  GSList *files = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  GdkFileList *list;

  for (guint i = 0; paths[i] != NULL; i++)
    files = g_slist_append (files, g_file_new_for_path (paths[i]));
  list = gdk_file_list_new_from_list (files);
  g_slist_free_full (files, g_object_unref);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, list);
  return gdk_content_provider_new_for_value (&value);
}

/* Told on standard output: when it has been picked up, and whether somebody took it. */
static void
begin_cb (GtkDragSource *source, GdkDrag *drag)
{
  g_print ("begun\n");
}

static void
end_cb (GtkDragSource *source, GdkDrag *drag, gboolean delete_data)
{
  g_print ("taken\n");
}

static gboolean
cancel_cb (GtkDragSource *source, GdkDrag *drag, GdkDragCancelReason reason)
{
  g_print ("refused %d\n", reason);
  return FALSE;
}

static void
hold_image (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_file (file, &error);

  if (texture == NULL)
    g_error ("%s", error->message);
  gdk_clipboard_set_texture (gdk_display_get_clipboard (gdk_display_get_default ()), texture);
}

static gboolean
close_cb (GtkWindow *window)
{
  g_main_loop_quit (loop);
  return FALSE;
}

int
main (int argc, char **argv)
{
  GtkDragSource *source;
  GtkWidget *window, *label;

  setvbuf (stdout, NULL, _IOLBF, 0);
  gtk_init ();
  loop = g_main_loop_new (NULL, FALSE);
  window = gtk_window_new ();
  label = gtk_label_new ("Drag me");
  gtk_window_set_title (GTK_WINDOW (window), "Files");
  gtk_window_set_default_size (GTK_WINDOW (window), 200, 120);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_child (GTK_WINDOW (window), label);
  source = gtk_drag_source_new ();
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  if (argc > 2 && g_str_equal (argv[1], "--clipboard"))
    hold_image (argv[2]);
  else
    g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), argv + 1);
  g_signal_connect (source, "drag-begin", G_CALLBACK (begin_cb), NULL);
  g_signal_connect (source, "drag-end", G_CALLBACK (end_cb), NULL);
  g_signal_connect (source, "drag-cancel", G_CALLBACK (cancel_cb), NULL);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (window, "close-request", G_CALLBACK (close_cb), NULL);
  gtk_window_present (GTK_WINDOW (window));
  g_main_loop_run (loop);
  g_main_loop_unref (loop);
  return 0;
}
