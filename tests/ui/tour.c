/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "tour.h"

#include "dect-application.h"
#include "dect-commission-page.h"
#include "dect-connect-view.h"
#include "dect-crop-dialog.h"
#include "dect-csv-dialog.h"
#include "dect-dialogs.h"
#include "dect-fit-dialog.h"
#include "dect-help-window.h"
#include "dect-layout-dialog.h"
#include "dect-names-dialog.h"
#include "dect-omm-dialog.h"
#include "dect-paste-dialog.h"
#include "dect-placement-dialog.h"
#include "dect-preferences.h"
#include "dect-print-dialog.h"
#include "dect-profiles-dialog.h"
#include "dect-replace-dialog.h"
#include "dect-set-dialog.h"
#include "dect-shortcuts.h"
#include "dect-site-settings.h"
#include "dect-takeover-dialog.h"
#include "dect-window.h"
#include "store/dect-sample.h"
#include "support/ui-support.h"

#define HEIGHT_PX 700
#define N_FRAMES 2

typedef struct
{
  DectWindow *window;
  DectDocument *document;
  GtkApplication *application;
  int width;
  TourVisit visit;
  gpointer user_data;
} Tour;

static void
settle (void)
{
  for (guint i = 0; i < 40; i++)
    g_main_context_iteration (NULL, FALSE);
}

static void
count_cb (GdkFrameClock *clock, gpointer n_frames)
{
  ++*(guint *) n_frames;
}

/* Until it is laid out and drawn; what a first frame needs may change the next. */
static void
draw (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  guint n_frames = 0;
  gulong handler;

  settle ();
  if (clock == NULL || !gtk_widget_get_mapped (widget))
    return;
  handler = g_signal_connect (clock, "after-paint", G_CALLBACK (count_cb), &n_frames);
  for (guint wanted = 1; wanted <= N_FRAMES; wanted++)
    {
      gtk_widget_queue_draw (widget);
      run_until (n_frames >= wanted);
    }
  g_signal_handler_disconnect (clock, handler);
}

static void
look (Tour *self, GtkWidget *widget, const char *what)
{
  draw (widget);
  self->visit (widget, what, self->user_data);
}

static void
look_at_window (Tour *self, const char *format, const char *which)
{
  g_autofree char *what = g_strconcat (format, " ", which, NULL);

  look (self, GTK_WIDGET (self->window), what);
}

static GtkWidget *
part (Tour *self, const char *type)
{
  return find_widget (GTK_WIDGET (self->window), g_type_from_name (type));
}

static void
go_to (Tour *self, const char *page)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.page", "s", page));
}

static guint32
nth_id (Tour *self, DectKind kind, guint n)
{
  GListModel *items = dect_site_list (dect_document_get_site (self->document), kind);
  g_autoptr (DectItem) item = g_list_model_get_item (items, n);

  return dect_item_get_id (item);
}

/* --- Pages ------------------------------------------------------------------------------------- */

/* What the buttons of a page open, one after the other. */
static void
visit_menus (Tour *self, GtkWidget *widget, const char *where)
{
  if (GTK_IS_MENU_BUTTON (widget) && gtk_widget_get_mapped (widget)
      && gtk_widget_get_sensitive (widget))
    {
      GtkPopover *popover;

      gtk_menu_button_popup (GTK_MENU_BUTTON (widget));
      settle ();
      popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (widget));
      if (popover != NULL)
        {
          g_autofree char *what
              = g_strdup_printf ("menu “%s” of %s", gtk_widget_get_tooltip_text (widget), where);

          look (self, GTK_WIDGET (popover), what);
        }
      gtk_menu_button_popdown (GTK_MENU_BUTTON (widget));
      settle ();
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      visit_menus (self, child, where);
}

static void
visit_pages (Tour *self)
{
  static const char *const pages[] = { "plan", "rfps", "handsets", "checks", "commission" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      go_to (self, pages[i]);
      look_at_window (self, "page", pages[i]);
      visit_menus (self, GTK_WIDGET (self->window), pages[i]);
    }
}

static void
visit_scan (Tour *self)
{
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *page = part (self, i == 0 ? "DectRfpPage" : "DectHandsetPage");
      GtkWidget *table = find_widget (page, g_type_from_name ("DectRecordTable"));

      go_to (self, i == 0 ? "rfps" : "handsets");
      g_assert_true (gtk_widget_activate_action (table, "table.scan", NULL));
      look_at_window (self, "scanning", i == 0 ? "MACs" : "IPEIs");
      gtk_widget_activate_action (table, "table.scan", NULL);
    }
}

static void
visit_tools (Tour *self)
{
  static const char *const tools[] = { "rfp",   "wall", "opening", "zone", "note",  "scale",
                                       "align", "link", "measure", "pan",  "select" };
  GtkWidget *canvas = part (self, "DectCanvas");

  go_to (self, "plan");
  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      g_assert_true (gtk_widget_activate_action (canvas, "canvas.tool", "s", tools[i]));
      look_at_window (self, "tool", tools[i]);
    }
}

/* --- Inspectors -------------------------------------------------------------------------------- */

/* Two of a kind that the sample has none of. */
static void
add_two (Tour *self, DectKind kind)
{
  DectHistory *history = dect_document_get_history (self->document);
  guint32 floor = nth_id (self, DECT_KIND_FLOOR, 0);

  dect_history_begin (history, "Plant", NULL);
  for (guint i = 0; i < 2; i++)
    if (kind == DECT_KIND_ZONE)
      {
        DectZone *zone = dect_zone_new ();

        zone->floor = floor;
        zone->x1_m = zone->y1_m = 1 + i;
        zone->x2_m = zone->y2_m = 5 + i;
        dect_history_put (history, DECT_RECORD (zone));
      }
    else if (kind == DECT_KIND_REMARK)
      {
        DectRemark *remark = dect_remark_new ();

        remark->floor = floor;
        remark->x_m = remark->y_m = 3 + i;
        dect_set_str (&remark->text, "?");
        dect_history_put (history, DECT_RECORD (remark));
      }
    else
      {
        DectSurvey *survey = dect_survey_new ();

        survey->floor = floor;
        survey->x_m = survey->y_m = 4 + i;
        survey->rfp = nth_id (self, DECT_KIND_RFP, 0);
        survey->rssi_dbm = -60;
        dect_history_put (history, DECT_RECORD (survey));
      }
  dect_history_commit (history);
}

/* The inspector, too, is all that a narrow window shows. */
static void
visit_inspectors (Tour *self)
{
  static const DectKind kinds[] = { DECT_KIND_RFP,  DECT_KIND_WALL,   DECT_KIND_OPENING,
                                    DECT_KIND_ZONE, DECT_KIND_REMARK, DECT_KIND_SURVEY };
  GtkWidget *inspector = part (self, "DectInspector");

  look (self, inspector, "inspector of a floor");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GListModel *items = dect_site_list (dect_document_get_site (self->document), kinds[i]);
      g_autofree char *one = g_strdup_printf ("inspector of kind %u", kinds[i]);
      g_autofree char *two = g_strdup_printf ("inspector of several of kind %u", kinds[i]);
      guint32 ids[2];

      if (g_list_model_get_n_items (items) < 2)
        add_two (self, kinds[i]);
      for (guint k = 0; k < 2; k++)
        ids[k] = nth_id (self, kinds[i], k);
      dect_document_select (self->document, ids, 1);
      look (self, inspector, one);
      dect_document_select (self->document, ids, 2);
      look (self, inspector, two);
    }
  dect_document_select (self->document, NULL, 0);
}

/* --- Commissioning ----------------------------------------------------------------------------- */

/* @first, @end: which of them */
static void
visit_steps (Tour *self, int first, int end, const char *when)
{
  GtkWidget *list = gtk_widget_get_parent (
      find_widget (part (self, "DectCommissionPage"), g_type_from_name ("DectStepRow")));

  go_to (self, "commission");
  for (int i = first; i < end; i++)
    {
      g_autofree char *what = g_strdup_printf ("step %d %s", i + 1, when);

      gtk_list_box_select_row (GTK_LIST_BOX (list),
                               gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), i));
      look (self, GTK_WIDGET (self->window), what);
    }
}

static void
act (DectCommissionPage *page, const char *action)
{
  DectPbxSession *session = dect_commission_page_get_session (page);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), action, NULL));
  run_until (dect_pbx_session_get_task (session) == DECT_SESSION_NOTHING);
}

static void
visit_pbx (Tour *self)
{
  static const char *const actions[]
      = { "commission.connect", "commission.review", "commission.push", "commission.review" };
  DectCommissionPage *page = DECT_COMMISSION_PAGE (part (self, "DectCommissionPage"));
  DectPbxSession *session = dect_commission_page_get_session (page);

  dect_connect_view_choose_embedded (
      DECT_CONNECT_VIEW (find_widget (GTK_WIDGET (page), DECT_TYPE_CONNECT_VIEW)));
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      act (page, actions[i]);
      visit_steps (self, DECT_STEP_CONNECT, DECT_STEP_FILES + 1, actions[i]);
    }
  dect_pbx_session_read_directory (session);
  run_until (dect_pbx_session_get_task (session) == DECT_SESSION_NOTHING);
}

/* --- Dialogs ----------------------------------------------------------------------------------- */

static void
visit_dialog (Tour *self, gpointer dialog, const char *what)
{
  if (!GTK_IS_WINDOW (dialog))
    g_error ("not opened: %s", what);
  gtk_window_set_default_size (GTK_WINDOW (dialog), self->width, HEIGHT_PX);
  gtk_window_present (dialog);
  look (self, GTK_WIDGET (dialog), what);
  gtk_window_destroy (dialog);
  settle ();
}

static GtkWindow *
newest_window (Tour *self)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWindow *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) == GTK_WINDOW (self->window))
        found = window;
    }
  return found;
}

static void
visit_record_dialogs (Tour *self, DectKind kind)
{
  GtkWindow *window = GTK_WINDOW (self->window);
  guint32 id = nth_id (self, kind, 0);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof id);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Name\tNumber\nNorth\t700\n", 23);
  DectPasteDialog *paste;

  g_array_append_val (ids, id);
  g_ptr_array_add (fields, (gpointer) dect_kind_field (kind, "name"));
  visit_dialog (self, dect_set_dialog_open (window, self->document, ids, NULL), "setting a field");
  visit_dialog (self, dect_replace_dialog_open (window, self->document, id), "replacing hardware");
  paste
      = dect_paste_dialog_open (window, self->document, kind, bytes, fields, fields->pdata[0], ids);
  run_until (!dect_paste_dialog_is_busy (paste));
  visit_dialog (self, paste, "pasting a table");
}

static void
ignore_answer (const char *answer, gpointer user_data)
{
}

static void
visit_questions (Tour *self)
{
  GtkWindow *window = GTK_WINDOW (self->window);

  dect_dialog_ask_save (window, "Plant North", ignore_answer, NULL);
  visit_dialog (self, newest_window (self), "asking to save");
  dect_dialog_ask_text (window, "?", "?", "", "?", ignore_answer, NULL, NULL);
  visit_dialog (self, newest_window (self), "asking for a name");
}

static void
visit_takeover (Tour *self)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data/omm/omm_conf.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  DectTakeoverDialog *takeover
      = dect_takeover_dialog_open (GTK_WINDOW (self->window), self->document, file);

  run_until (!dect_takeover_dialog_is_busy (takeover));
  visit_dialog (self, takeover, "taking over a backup");
}

static GtkWindow *
crop_dialog_new (DectDocument *document, guint32 floor)
{
  DectSite *site = dect_document_get_site (document);
  const char *name = DECT_FLOOR (dect_site_find_record (site, floor))->plan;
  g_autoptr (DectPlan) plan = dect_plan_open (dect_site_get_blob (site, name), NULL);

  return dect_crop_dialog_new (document, floor, plan);
}

static void
visit_dialogs (Tour *self)
{
  GtkWindow *window = GTK_WINDOW (self->window);
  DectDocument *document = self->document;
  DectPbxSession *session
      = dect_commission_page_get_session (DECT_COMMISSION_PAGE (part (self, "DectCommissionPage")));
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "../data/sample/rfps.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  DectCsvDialog *csv = dect_csv_dialog_open (window, document, file);
  g_autofree char *omm_path = g_test_build_filename (G_TEST_DIST, "data/omm/rfp-16.txt", NULL);
  g_autoptr (GFile) omm_file = g_file_new_for_path (omm_path);
  DectOmmDialog *omm = dect_omm_dialog_open (window, document, omm_file);
  DectProfilesDialog *profiles;

  run_until (!dect_csv_dialog_is_busy (csv));
  visit_dialog (self, csv, "importing a table");
  run_until (!dect_omm_dialog_is_busy (omm));
  visit_dialog (self, omm, "importing an OMM file");
  visit_takeover (self);
  visit_dialog (self, dect_layout_dialog_open (window, document), "layouts of OMM files");
  visit_dialog (self, dect_preferences_new (), "preferences");
  visit_dialog (self, dect_site_settings_new (document), "site settings");
  visit_dialog (self, dect_fit_dialog_new (document), "measured against predicted");
  visit_dialog (self, dect_placement_dialog_new (document), "placing automatically");
  visit_dialog (self, crop_dialog_new (document, nth_id (self, DECT_KIND_FLOOR, 0)), "cropping");
  visit_dialog (self, dect_print_dialog_new (document), "printing");
  profiles = dect_profiles_dialog_open (window, document);
  dect_profiles_dialog_edit (profiles, "contract-1");
  visit_dialog (self, profiles, "connection profiles");
  visit_dialog (self, dect_names_dialog_open (window, session), "names from the PBX");
  visit_record_dialogs (self, DECT_KIND_RFP);
  visit_record_dialogs (self, DECT_KIND_HANDSET);
  visit_questions (self);
  visit_dialog (self, dect_shortcuts_new (), "shortcuts");
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "about", NULL);
  visit_dialog (self, newest_window (self), "about");
}

/* --- Everything -------------------------------------------------------------------------------- */

static void
visit_start (Tour *self)
{
  DectWindow *start = dect_window_new (self->application);

  gtk_window_set_default_size (GTK_WINDOW (start), self->width, HEIGHT_PX);
  gtk_window_present (GTK_WINDOW (start));
  look (self, GTK_WIDGET (start), "start page");
  gtk_window_destroy (GTK_WINDOW (start));
}

static void
visit_help (Tour *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  dect_help_window_show (self->application, "index");
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (DECT_IS_HELP_WINDOW (window))
        {
          visit_dialog (self, window, "help");
          break;
        }
    }
}

static void
open_site (Tour *self, DectSite *site)
{
  self->document = dect_document_new_for_site (site);
  self->window = g_object_ref (dect_window_new (self->application));
  dect_window_set_document (self->window, self->document);
  gtk_window_set_default_size (GTK_WINDOW (self->window), self->width, HEIGHT_PX);
  gtk_window_present (GTK_WINDOW (self->window));
  run_until (!dect_document_is_analysing (self->document));
  settle ();
}

void
tour_everything (int width, TourVisit visit, gpointer user_data)
{
  g_autoptr (DectSite) site = dect_sample_new (NULL);

  tour_everything_of (site, width, visit, user_data);
}

void
tour_everything_of (DectSite *site, int width, TourVisit visit, gpointer user_data)
{
  static GtkApplication *application; /* as a program has: one */
  Tour self = { .width = width, .visit = visit, .user_data = user_data };

  if (application == NULL)
    {
      application = g_object_new (DECT_TYPE_APPLICATION, "application-id",
                                  "io.github.handover_planner.Tour", "flags",
                                  G_APPLICATION_NON_UNIQUE, NULL);
      g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
    }
  self.application = application;
  visit_start (&self);
  open_site (&self, site);
  visit_pages (&self);
  visit_tools (&self);
  visit_inspectors (&self);
  visit_scan (&self);
  visit_steps (&self, 0, DECT_N_STEPS, "offline");
  visit_pbx (&self);
  visit_dialogs (&self);
  visit_help (&self);
  dect_window_say (self.window, "?");
  look (&self, GTK_WIDGET (self.window), "trouble");
  gtk_window_destroy (GTK_WINDOW (self.window));
  g_object_unref (self.window);
  g_object_unref (self.document);
  settle ();
}

/* --- Widths ------------------------------------------------------------------------------------- */

static int
width_of (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

char *
tour_describe_widest (GtkWidget *widget)
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

int
tour_width (GtkWidget *widget)
{
  /* Without the border that a window has where nothing composes the screen. */
  return width_of (GTK_IS_WINDOW (widget) ? gtk_widget_get_first_child (widget) : widget);
}
