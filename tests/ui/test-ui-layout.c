/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How the window fits and reads: widths, menus, contrast, units. */

#include "config.h"

#include <string.h>

#include "dect-application.h"
#include "dect-crop-dialog.h"
#include "dect-csv-dialog.h"
#include "dect-dialogs.h"
#include "dect-fit-dialog.h"
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

  run_until (!dect_csv_dialog_is_busy (csv));
  check_dialog (GTK_WINDOW (csv), "importing a table");
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

  return g_test_run ();
}
