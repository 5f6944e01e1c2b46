/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How the window fits and reads: widths, menus, contrast, units. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dect-application.h"
#include "dect-crop-dialog.h"
#include "dect-csv-dialog.h"
#include "dect-dialogs.h"
#include "dect-field-row.h"
#include "dect-fit-dialog.h"
#include "dect-layout-dialog.h"
#include "dect-omm-dialog.h"
#include "dect-paste-dialog.h"
#include "dect-placement-dialog.h"
#include "dect-preferences.h"
#include "dect-replace-dialog.h"
#include "dect-set-dialog.h"
#include "dect-settings.h"
#include "dect-shortcuts.h"
#include "dect-site-settings.h"
#include "dect-window.h"
#include "store/dect-sample.h"
#include "support/ui-support.h"

/* What the window must fit into, pixels; design.md. */
#define NARROW_PX 360

static void
settle (void)
{
  for (guint i = 0; i < 40; i++)
    g_main_context_iteration (NULL, FALSE);
}

static int
width_of (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* The way down to what makes a widget so wide. */
static char *
describe_widest (GtkWidget *widget)
{
  GString *path = g_string_new (NULL);
  GtkWidget *widest = widget;

  while (widest != NULL)
    {

      GtkWidget *next = NULL;
      int most = 0;

      g_string_append_printf (path, "\n  %s.%s %d", G_OBJECT_TYPE_NAME (widest),
                              gtk_widget_get_css_name (widest), width_of (widest));
      if (GTK_IS_LABEL (widest))
        g_string_append_printf (path, " “%s”", gtk_label_get_text (GTK_LABEL (widest)));
      for (GtkWidget *child = gtk_widget_get_first_child (widest); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        if (gtk_widget_get_visible (child) && !GTK_IS_NATIVE (child) && width_of (child) > most)
          {
            most = width_of (child);
            next = child;
          }
      widest = next;
    }
  return g_string_free (path, FALSE);
}

static guint n_too_wide;

static void
check_width (GtkWidget *widget, const char *what)
{
  /* Without the border that a window has where nothing composes the screen. */
  GtkWidget *inside = GTK_IS_WINDOW (widget) ? gtk_widget_get_first_child (widget) : widget;
  int width = width_of (inside);

  g_test_message ("%s: %d px", what, width);
  if (width > NARROW_PX)
    {
      g_autofree char *path = describe_widest (widget);

      g_test_message ("too wide: %s%s", what, path);
      n_too_wide++;
    }
}

static DectWindow *
window_with_sample (void)
{
  g_autoptr (DectSite) site = dect_sample_new (NULL);
  g_autoptr (DectDocument) document = dect_document_new_for_site (site);
  DectWindow *window = g_object_ref (dect_window_new (NULL));

  dect_window_set_document (window, document);
  return window;
}

static GtkWidget *
find_named (GtkWidget *widget, const char *type)
{
  return find_widget (widget, g_type_from_name (type));
}

static void
check_pages (DectWindow *window)
{
  static const char *const pages[] = { "plan", "rfps", "handsets", "checks", "commission" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *what = g_strdup_printf ("page %s", pages[i]);

      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", pages[i]));
      settle ();
      check_width (GTK_WIDGET (window), what);
    }
}

static void
check_scan (DectWindow *window)
{
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *page
          = find_named (GTK_WIDGET (window), i == 0 ? "DectRfpPage" : "DectHandsetPage");
      GtkWidget *table = find_named (page, "DectRecordTable");

      gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s",
                                  i == 0 ? "rfps" : "handsets");
      g_assert_true (gtk_widget_activate_action (table, "table.scan", NULL));
      settle ();
      check_width (GTK_WIDGET (window), i == 0 ? "scanning MACs" : "scanning IPEIs");
      gtk_widget_activate_action (table, "table.scan", NULL);
    }
}

static void
check_tools (DectWindow *window)
{
  static const char *const tools[] = { "rfp",   "wall", "opening", "zone", "note",  "scale",
                                       "align", "link", "measure", "pan",  "select" };
  GtkWidget *canvas = find_named (GTK_WIDGET (window), "DectCanvas");

  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "plan");
  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      g_autofree char *what = g_strdup_printf ("tool %s", tools[i]);

      g_assert_true (gtk_widget_activate_action (canvas, "canvas.tool", "s", tools[i]));
      settle ();
      check_width (GTK_WIDGET (window), what);
    }
}

/* The inspector, too, is all that a narrow window shows. */
static void
check_inspectors (DectWindow *window)
{
  static const DectKind kinds[] = { DECT_KIND_RFP, DECT_KIND_WALL, DECT_KIND_OPENING };
  DectDocument *document = dect_window_get_document (window);
  DectSite *site = dect_document_get_site (document);
  GtkWidget *inspector = find_named (GTK_WIDGET (window), "DectInspector");

  check_width (inspector, "inspector of a floor");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GListModel *items = dect_site_list (site, kinds[i]);
      guint32 ids[2];
      g_autofree char *one = g_strdup_printf ("inspector of kind %u", kinds[i]);
      g_autofree char *two = g_strdup_printf ("inspector of several of kind %u", kinds[i]);

      for (guint k = 0; k < 2; k++)
        {
          g_autoptr (DectItem) item = g_list_model_get_item (items, k);

          ids[k] = dect_item_get_id (item);
        }
      dect_document_select (document, ids, 1);
      settle ();
      check_width (inspector, one);
      dect_document_select (document, ids, 2);
      settle ();
      check_width (inspector, two);
    }
  dect_document_select (document, NULL, 0);
}

static void
check_steps (DectWindow *window)
{
  GtkWidget *page = find_named (GTK_WIDGET (window), "DectCommissionPage");
  GtkWidget *list = gtk_widget_get_parent (find_named (page, "DectStepRow"));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "commission");
  for (int i = 0; gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), i) != NULL; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), i);
      g_autofree char *what = g_strdup_printf ("step %d", i + 1);

      gtk_list_box_select_row (GTK_LIST_BOX (list), row);
      settle ();
      check_width (GTK_WIDGET (window), what);
    }
}

static void
check_dialog (GtkWindow *dialog, const char *what)
{
  g_assert_nonnull (dialog);
  gtk_window_present (dialog);
  settle ();
  check_width (GTK_WIDGET (dialog), what);
  gtk_window_destroy (dialog);
  settle ();
}

static GtkWindow *
newest_window (DectWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWindow *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) == GTK_WINDOW (parent))
        found = window;
    }
  return found;
}

static guint32
first_id (DectSite *site, DectKind kind)
{
  g_autoptr (DectItem) item = g_list_model_get_item (dect_site_list (site, kind), 0);

  return dect_item_get_id (item);
}

static void
check_record_dialogs (DectWindow *window, DectDocument *document)
{
  static const DectKind kinds[] = { DECT_KIND_RFP, DECT_KIND_HANDSET };
  DectSite *site = dect_document_get_site (document);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint32 id = first_id (site, kinds[i]);
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof id);
      g_autoptr (GPtrArray) fields = g_ptr_array_new ();
      g_autoptr (GBytes) bytes = g_bytes_new_static ("Name\tNumber\nNorth\t700\n", 23);
      DectPasteDialog *paste;

      g_array_append_val (ids, id);
      g_ptr_array_add (fields, (gpointer) dect_kind_field (kinds[i], "name"));
      check_dialog (GTK_WINDOW (dect_set_dialog_open (GTK_WINDOW (window), document, ids, NULL)),
                    "setting a field");
      check_dialog (GTK_WINDOW (dect_replace_dialog_open (GTK_WINDOW (window), document, id)),
                    "replacing hardware");
      paste = dect_paste_dialog_open (GTK_WINDOW (window), document, kinds[i], bytes, fields,
                                      fields->pdata[0], ids);
      run_until (!dect_paste_dialog_is_busy (paste));
      check_dialog (GTK_WINDOW (paste), "pasting a table");
    }
}

static void
ignore_answer (const char *answer, gpointer user_data)
{
}

static void
check_dialogs (DectWindow *window)
{
  DectDocument *document = dect_window_get_document (window);
  DectSite *site = dect_document_get_site (document);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "../data/sample/rfps.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  DectCsvDialog *csv = dect_csv_dialog_open (GTK_WINDOW (window), document, file);
  g_autofree char *omm_path = g_test_build_filename (G_TEST_DIST, "data/omm/rfp-16.txt", NULL);
  g_autoptr (GFile) omm_file = g_file_new_for_path (omm_path);
  DectOmmDialog *omm = dect_omm_dialog_open (GTK_WINDOW (window), document, omm_file);

  run_until (!dect_csv_dialog_is_busy (csv));
  check_dialog (GTK_WINDOW (csv), "importing a table");
  run_until (!dect_omm_dialog_is_busy (omm));
  check_dialog (GTK_WINDOW (omm), "importing an OMM file");
  check_dialog (GTK_WINDOW (dect_layout_dialog_open (GTK_WINDOW (window), document)),
                "layouts of OMM files");
  check_dialog (dect_preferences_new (), "preferences");
  check_dialog (dect_site_settings_new (document), "site settings");
  check_dialog (GTK_WINDOW (dect_fit_dialog_new (document)), "measured against predicted");
  check_dialog (GTK_WINDOW (dect_placement_dialog_new (document)), "placing automatically");
  check_dialog (dect_crop_dialog_new (document, first_id (site, DECT_KIND_FLOOR)), "cropping");
  check_record_dialogs (window, document);
  dect_dialog_ask_save (GTK_WINDOW (window), "Plant North", ignore_answer, NULL);
  check_dialog (newest_window (window), "asking to save");
  dect_dialog_ask_text (GTK_WINDOW (window), "Name of the floor", "Name", "", "_Rename",
                        ignore_answer, NULL, NULL);
  check_dialog (newest_window (window), "asking for a name");
  check_dialog (dect_shortcuts_new (), "shortcuts");
  check_dialog (g_object_new (ADW_TYPE_ABOUT_WINDOW, "application-name", "Handover", NULL),
                "about");
}

static void
check_everything (void)
{
  DectWindow *start = g_object_ref (dect_window_new (NULL));
  DectWindow *window = window_with_sample ();

  gtk_window_set_default_size (GTK_WINDOW (start), NARROW_PX, 640);
  gtk_window_present (GTK_WINDOW (start));
  settle ();
  check_width (GTK_WIDGET (start), "start page");
  gtk_window_destroy (GTK_WINDOW (start));
  g_object_unref (start);

  gtk_window_set_default_size (GTK_WINDOW (window), NARROW_PX, 640);
  gtk_window_present (GTK_WINDOW (window));
  settle ();
  check_pages (window);
  check_tools (window);
  check_inspectors (window);
  check_scan (window);
  check_steps (window);
  check_dialogs (window);
  dect_window_say (window,
                   "The file cannot be read: something that is explained in a long sentence.");
  settle ();
  check_width (GTK_WIDGET (window), "trouble");
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (window);
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
  check_everything ();
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
  DectFieldRow *row;
  GtkEditable *entry;

  dect_settings_follow_unit ();
  dect_document_select (document, &id, 1);
  row = DECT_FIELD_ROW (find_row (find_named (GTK_WIDGET (window), "DectRfpInspector"), "mount_m"));
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
  g_assert_cmpstr (dect_field_row_get_text (row), ==, "2.5");
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
  g_assert_cmpstr (dect_field_row_get_text (row), ==, "high");
  g_settings_reset (settings, "length-unit");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "high");
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  /* libadwaita 1.2 warns of the shield of a flap that folds. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  adw_init ();
  dect_ui_init ();

  g_test_add_data_func ("/ui/layout/width", GINT_TO_POINTER (100), test_width);
  g_test_add_data_func ("/ui/layout/width-large-text", GINT_TO_POINTER (150), test_width);

  g_test_add_func ("/ui/layout/contrast", test_contrast);
  g_test_add_func ("/ui/layout/units", test_units);

  return g_test_run ();
}
