/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How the window fits and reads: widths, menus, contrast, units. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dect-application.h"
#include "dect-field-row.h"
#include "dect-length-spin.h"
#include "dect-settings.h"
#include "dect-window.h"
#include "model/dect-edit.h"
#include "store/dect-sample.h"
#include "support/ui-support.h"
#include "tour.h"

/* What the window must fit into, pixels; design.md. */
#define NARROW_PX 360

static guint n_too_wide;

static void
check_width (GtkWidget *widget, const char *what, gpointer percent)
{
  int width = tour_width (widget);
  /* A menu is a surface of its own, which may be wider than the window. */
  gboolean may_be_wide = GTK_IS_POPOVER (widget) && GPOINTER_TO_INT (percent) > 100;

  g_test_message ("%s: %d px", what, width);
  if (width > NARROW_PX && !may_be_wide)
    {
      g_autofree char *path = tour_describe_widest (widget);

      g_test_message ("too wide: %s%s", what, path);
      n_too_wide++;
    }
}

/* Nothing needs more than the narrowest window, however large the letters are. @percent: as
 * text-scaling-factor does it. */
static void
test_width (gconstpointer percent)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int usual;

  n_too_wide = 0;
  g_object_get (settings, "gtk-xft-dpi", &usual, NULL);
  g_object_set (settings, "gtk-font-name", "Sans 10", "gtk-xft-dpi",
                96 * 1024 * GPOINTER_TO_INT (percent) / 100, NULL);
  tour_everything (NARROW_PX, check_width, (gpointer) percent);
  g_object_set (settings, "gtk-xft-dpi", usual, NULL);
  gtk_settings_reset_property (settings, "gtk-font-name");
  if (n_too_wide > 0)
    g_error ("%u things need more than %d px with letters of %d %%", n_too_wide, NARROW_PX,
             GPOINTER_TO_INT (percent));
}

/* --- Contrast ------------------------------------------------------------------------------------
 */

static double
linear (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

/* WCAG 2.1, relative luminance. */
static double
luminance (const GdkRGBA *color)
{
  return 0.2126 * linear (color->red) + 0.7152 * linear (color->green)
         + 0.0722 * linear (color->blue);
}

static GdkRGBA
over (const GdkRGBA *front, double opacity, const GdkRGBA *ground)
{
  double alpha = front->alpha * opacity;

  return (GdkRGBA){ (float) (front->red * alpha + ground->red * (1 - alpha)),
                    (float) (front->green * alpha + ground->green * (1 - alpha)),
                    (float) (front->blue * alpha + ground->blue * (1 - alpha)), 1 };
}

static double
contrast (const GdkRGBA *front, double opacity, const GdkRGBA *ground)
{
  GdkRGBA seen = over (front, opacity, ground);
  double a = luminance (&seen) + 0.05, b = luminance (ground) + 0.05;

  return MAX (a, b) / MIN (a, b);
}

/* What dect.css puts on what, and how opaque. */
static const struct
{
  const char *front;
  const char *ground;
  double opacity;
  double least; /* 4.5 for text, 3 for large letters and for marks: WCAG 2.1, 1.4.3 and 1.4.11 */
} pairs[] = {
  { "view_fg_color", "view_bg_color", 0.72, 4.5 },
  { "window_fg_color", "window_bg_color", 0.72, 4.5 },
  { "headerbar_fg_color", "headerbar_bg_color", 0.72, 4.5 },
  { "popover_fg_color", "popover_bg_color", 0.72, 4.5 },
  { "view_fg_color", "view_bg_color", 0.75, 4.5 },
  { "error_color", "view_bg_color", 1, 4.5 },
  { "error_color", "window_bg_color", 1, 4.5 },
  { "warning_color", "view_bg_color", 1, 4.5 },
  { "warning_color", "popover_bg_color", 1, 4.5 },
  { "warning_color", "headerbar_bg_color", 1, 3 },
  { "success_color", "headerbar_bg_color", 1, 3 },
  { "error_color", "headerbar_bg_color", 1, 3 },
  { "success_color", "view_bg_color", 1, 3 },
  { "accent_color", "view_bg_color", 1, 4.5 },
  { "accent_color", "window_bg_color", 1, 3 },
  { "view_bg_color", "accent_color", 1, 4.5 },
  { "accent_fg_color", "accent_bg_color", 1, 3 },
  { "view_bg_color", "success_color", 1, 4.5 },
  { "warning_fg_color", "warning_bg_color", 1, 3 },
  { "error_fg_color", "error_bg_color", 1, 3 },
};

static void
test_contrast (void)
{
  static const AdwColorScheme schemes[]
      = { ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };
  GtkWidget *window = adw_window_new ();
  guint n_weak = 0;

  for (guint s = 0; s < G_N_ELEMENTS (schemes); s++)
    {
      GtkStyleContext *style = gtk_widget_get_style_context (window);

      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[s]);
      for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
        {
          GdkRGBA front, ground, white = { 1, 1, 1, 1 };
          double reached;

          g_assert_true (gtk_style_context_lookup_color (style, pairs[i].front, &front));
          g_assert_true (gtk_style_context_lookup_color (style, pairs[i].ground, &ground));
          ground = over (&ground, 1, &white);
          reached = contrast (&front, pairs[i].opacity, &ground);
          if (reached < pairs[i].least)
            {
              g_test_message ("%s, %s on %s: %.2f, not %.1f", s == 0 ? "light" : "dark",
                              pairs[i].front, pairs[i].ground, reached, pairs[i].least);
              n_weak++;
            }
        }
    }
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_cmpuint (n_weak, ==, 0);
}

/* --- Units ---------------------------------------------------------------------------------------
 */

static DectWindow *
window_with_sample (void)
{
  g_autoptr (DectSite) site = dect_sample_new (NULL);
  g_autoptr (DectDocument) document = dect_document_new_for_site (site);
  DectWindow *window = g_object_ref (dect_window_new (NULL));

  dect_window_set_document (window, document);
  return window;
}

static guint32
first_id (DectSite *site, DectKind kind)
{
  g_autoptr (DectItem) item = g_list_model_get_item (dect_site_list (site, kind), 0);

  return dect_item_get_id (item);
}

static GtkWidget *
find_row (GtkWidget *widget, const char *field)
{
  if (DECT_IS_FIELD_ROW (widget)
      && g_str_equal (dect_field_row_get_field (DECT_FIELD_ROW (widget))->id, field))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, field);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
assert_mount (DectDocument *document, guint32 id, double mount_m)
{
  const DectRecord *record = dect_site_find_record (dect_document_get_site (document), id);

  g_assert_cmpfloat_with_epsilon (DECT_RFP (record)->mount_m, mount_m, 1e-6);
}

/* A length is shown and typed in the unit that is preferred, and stored in metres. */
static void
test_units (void)
{
  DectWindow *window = window_with_sample ();
  DectDocument *document = dect_window_get_document (window);
  GSettings *settings = dect_settings_get ();
  guint32 id = first_id (dect_document_get_site (document), DECT_KIND_RFP);
  g_autofree char *text = NULL;
  DectFieldRow *row;
  GtkEditable *entry;

  dect_settings_follow_unit ();
  dect_document_select (document, &id, 1);
  row = DECT_FIELD_ROW (find_row (
      find_widget (GTK_WIDGET (window), g_type_from_name ("DectRfpInspector")), "mount_m"));
  entry = GTK_EDITABLE (find_widget (GTK_WIDGET (row), GTK_TYPE_ENTRY));
  gtk_editable_set_text (entry, "2.5");
  assert_mount (document, id, 2.5);
  gtk_editable_set_text (entry, "250 cm");
  assert_mount (document, id, 2.5);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                   "Mount height (m)");

  g_settings_set_enum (settings, "length-unit", 1);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                   "Mount height (ft)");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "8′ 2.43″");
  /* Rounded words alone change nothing. */
  text = dect_field_row_get_text (row);
  g_assert_cmpstr (text, ==, "2.5");
  assert_mount (document, id, 2.5);
  gtk_editable_set_text (entry, "9' 6\"");
  assert_mount (document, id, 9.5 * 0.3048);
  gtk_editable_set_text (entry, "10");
  assert_mount (document, id, 3.048);
  gtk_editable_set_text (entry, "2.4 m");
  assert_mount (document, id, 2.4);

  /* What is wrong is said in feet, and stays. */
  gtk_editable_set_text (entry, "1000 ft");
  g_assert_nonnull (strstr (dect_field_row_get_problem (row), "1000′"));
  g_assert_nonnull (strstr (dect_field_row_get_problem (row), "328′"));
  gtk_editable_set_text (entry, "high");
  g_assert_nonnull (strstr (dect_field_row_get_problem (row), "is not a length"));
  g_free (text);
  text = dect_field_row_get_text (row);
  g_assert_cmpstr (text, ==, "high");
  g_settings_reset (settings, "length-unit");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "high");
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (window);
}

/* Either sign before the decimals, whatever the locale. */
static void
test_spin (void)
{
  static const char *const texts[] = { "2.5", "2,5" };
  GtkWidget *widget = g_object_ref_sink (gtk_spin_button_new_with_range (0, 10, 0.1));
  GtkSpinButton *spin = GTK_SPIN_BUTTON (widget);
  GtkEditable *text
      = gtk_editable_get_delegate (GTK_EDITABLE (spin)); /* what a person types into */

  gtk_spin_button_set_digits (spin, 1);
  dect_spin_accept_numbers (spin);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gtk_spin_button_set_value (spin, 1);
      gtk_editable_set_text (text, texts[i]);
      gtk_spin_button_update (spin);
      g_assert_cmpfloat_with_epsilon (gtk_spin_button_get_value (spin), 2.5, 1e-9);
    }
  gtk_editable_set_text (text, "many");
  gtk_spin_button_update (spin);
  g_assert_cmpfloat_with_epsilon (gtk_spin_button_get_value (spin), 2.5, 1e-9);
  g_object_unref (widget);
}

/* --- Names that look like markup ---------------------------------------------------------------- */

/* No end, no entity: whatever takes it for markup warns. */
#define MARKUP "<b>&"

static guint n_warned;

/* GTK warns past the handlers of g_log(): it logs by fields. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE")
        && strstr (fields[i].value, "error parsing markup") != NULL)
      n_warned++;
  return g_log_writer_default (level, fields, n_fields, user_data);
}

static void
spoil_field (DectSite *site, DectKind kind, const DectField *field)
{
  GListModel *items = dect_site_list (site, kind);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (items, i);
      guint32 id = dect_item_get_id (item);
      g_autofree char *old = dect_field_dup_text (field, dect_item_get_record (item));
      g_autofree char *text = g_strdup_printf ("%s" MARKUP "%u", old != NULL ? old : "", i);

      /* Names of what is in the file stay, and texts with a form of their own. */
      if (old == NULL || strchr (old, '/') == NULL)
        dect_edit_set (site, &id, 1, field, text, NULL);
    }
}

static guint n_escaped, n_shown;

static void
check_labels (GtkWidget *widget, const char *what, gpointer user_data)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";

  if (strstr (text, MARKUP) != NULL)
    n_shown++;
  /* Twice is as wrong as not at all. */
  if (strstr (text, "&lt;") != NULL || strstr (text, "&amp;") != NULL)
    {
      g_test_message ("%s: “%s”", what, text);
      n_escaped++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      check_labels (child, what, user_data);
}

/* Names come from tables, from the OMM and from whoever made the file: they are shown as they are.
 */
static void
test_markup (void)
{
  g_autoptr (DectSite) site = dect_sample_new (NULL);

  for (DectKind kind = 0; kind < DECT_N_KINDS; kind++)
    {
      guint n_fields;
      const DectField *fields = dect_kind_fields (kind, &n_fields);

      for (guint i = 0; i < n_fields; i++)
        if (fields[i].type == DECT_FIELD_TEXT || fields[i].type == DECT_FIELD_NOTE)
          spoil_field (site, kind, &fields[i]);
    }
  tour_everything_of (site, 1000, check_labels, NULL);
  g_assert_cmpuint (n_warned, ==, 0);
  g_assert_cmpuint (n_escaped, ==, 0);
  g_assert_cmpuint (n_shown, >, 100);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_log_set_writer_func (write_log, NULL, NULL);
  adw_init ();
  dect_ui_init ();

  g_test_add_data_func ("/ui/layout/width", GINT_TO_POINTER (100), test_width);
  g_test_add_data_func ("/ui/layout/width-large-text", GINT_TO_POINTER (150), test_width);

  g_test_add_func ("/ui/layout/contrast", test_contrast);
  g_test_add_func ("/ui/layout/markup", test_markup);
  g_test_add_func ("/ui/layout/units", test_units);
  g_test_add_func ("/ui/layout/spin", test_spin);

  return g_test_run ();
}
