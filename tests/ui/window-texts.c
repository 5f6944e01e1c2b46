/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Prints whatever the window says on the tour, for judges of languages:
 * tests/e2e/test-window-language.py.
 *
 * usage: window-texts WIDTH [FOLDER FOR PICTURES]
 *
 * Records end with "\x1e", their fields with "\x1f": place, sort, text. Sorts: label, cut (a label
 * that is shown shortened), heading (the same, of a heading or a title), tooltip, placeholder,
 * title, name and description (for a screen reader), width (what a place needs at least, pixels,
 * and the way down to what needs it). */

#include "config.h"

#include "dect-application.h"
#include "model/dect-locale.h"
#include "tour.h"
#include "support/ui-support.h"

#include <adwaita.h>
#include <stdlib.h>
#include <string.h>

static void
print (const char *what, const char *sort, const char *text)
{
  if (text != NULL && *text != '\0')
    printf ("%s\x1f%s\x1f%s\x1f\x1e", what, sort, text);
}

static void
print_property (const char *what, GtkWidget *widget, const char *property, const char *sort)
{
  GParamSpec *spec = g_object_class_find_property (G_OBJECT_GET_CLASS (widget), property);
  g_autofree char *text = NULL;

  if (spec == NULL || !G_IS_PARAM_SPEC_STRING (spec))
    return;
  g_object_get (widget, property, &text, NULL);
  print (what, sort, text);
}

/* GTK has no getter; its test gives the value as soon as it is another one. */
static void
print_accessible (const char *what, GtkWidget *widget)
{
  static const struct
  {
    GtkAccessibleProperty property;
    const char *sort;
  } said[] = { { GTK_ACCESSIBLE_PROPERTY_LABEL, "name" },
               { GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "description" } };

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autofree char *value = gtk_test_accessible_check_property (
          GTK_ACCESSIBLE (widget), said[i].property, "\x1f no such text");

      if (value != NULL && !g_str_equal (value, "undefined"))
        print (what, said[i].sort, value);
    }
}

/* Whether a label is shown shortened and nothing around it says the whole when it is pointed at. */
static gboolean
is_cut (GtkLabel *label)
{
  GtkWidget *around = GTK_WIDGET (label);

  /* The hint in an entry is its accessible name, too. */
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label))
      || g_str_equal (gtk_widget_get_css_name (around), "placeholder"))
    return FALSE;
  for (guint i = 0; around != NULL && i < 3; i++, around = gtk_widget_get_parent (around))
    {
      const char *tooltip = gtk_widget_get_tooltip_text (around);

      if (tooltip != NULL && strstr (tooltip, gtk_label_get_text (label)) != NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_heading (GtkWidget *label)
{
  return gtk_widget_has_css_class (label, "title") || gtk_widget_has_css_class (label, "heading")
         || gtk_widget_has_css_class (label, "h4");
}

static void
print_texts (GtkWidget *widget, const char *what)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget))
    print (what,
           !is_cut (GTK_LABEL (widget)) ? "label"
           : is_heading (widget)        ? "heading"
                                        : "cut",
           gtk_label_get_text (GTK_LABEL (widget)));
  print (what, "tooltip", gtk_widget_get_tooltip_text (widget));
  print_property (what, widget, "placeholder-text", "placeholder");
  if (GTK_IS_WINDOW (widget))
    print_property (what, widget, "title", "title");
  print_accessible (what, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      print_texts (child, what);
}

static void
keep_picture (GtkWidget *widget, const char *what, const char *folder)
{
  static guint number;
  g_autofree char *words = g_strdup (what);
  g_autofree char *path
      = g_strdup_printf ("%s/%03u-%s.png", folder, number++,
                         g_strcanon (words, G_CSET_a_2_z G_CSET_DIGITS G_CSET_A_2_Z, '-'));
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return;
  texture
      = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                     &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gdk_texture_save_to_png (texture, path);
}

static void
visit (GtkWidget *widget, const char *what, gpointer folder)
{
  g_autofree char *widest = tour_describe_widest (widget);
  g_autofree char *needed = g_strdup_printf ("%d%s", tour_width (widget), widest);

  print (what, "width", needed);
  print_texts (widget, what);
  if (folder != NULL)
    keep_picture (widget, what, folder);
}

int
main (int argc, char **argv)
{
  dect_locale_init ();
  ui_test_init (&argc, &argv);
  /* The test's own setting of the locale is that of the C library. */
  dect_locale_init ();
  adw_init ();
  dect_ui_init ();
  if (argc < 2)
    return 2;
  tour_everything (atoi (argv[1]), visit, argc > 2 ? argv[2] : NULL);
  return 0;
}
