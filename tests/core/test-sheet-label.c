/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sheet/dect-label.h"
#include "support/decode.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#define DOTS_PER_MM (300 / 25.4)

static char *own_path;

static void
write_own (const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (own_path, text, -1, &error);
  g_assert_no_error (error);
}

static DectLabelSheet
find_sheet (const char *id)
{
  g_autoptr (GError) error = NULL;
  DectLabelSheet sheet;

  g_assert_true (dect_label_sheet_find (id, &sheet, &error));
  g_assert_no_error (error);
  return sheet;
}

/* A sheet with one label of that size. */
static DectLabelSheet
own_sheet (double width_mm, double height_mm, double edge_mm)
{
  return (DectLabelSheet){
    .id = "own",
    .title = "Own",
    .paper_width_mm = width_mm,
    .paper_height_mm = height_mm,
    .columns = 1,
    .rows = 1,
    .label = { 0, 0, width_mm, height_mm },
    .pitch_x_mm = width_mm,
    .pitch_y_mm = height_mm,
    .edge_mm = edge_mm,
  };
}

/* What is on the box, and that all labels lie on the paper and none on another. */
static void
test_shipped (void)
{
  static const struct
  {
    const char *id;
    double width_mm, height_mm;
    guint n;
  } expected[] = {
    { "L4736", 45.7, 21.2, 48 },
    { "l6011", 63.5, 29.6, 27 },
    { "L7160", 63.5, 38.1, 21 },
    { "62mm", 62, 29, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      DectLabelSheet sheet = find_sheet (expected[i].id);
      guint n = dect_label_sheet_count (&sheet);

      g_assert_cmpuint (n, ==, expected[i].n);
      g_assert_cmpfloat (sheet.label.width_mm, ==, expected[i].width_mm);
      g_assert_cmpfloat (sheet.label.height_mm, ==, expected[i].height_mm);
      g_assert_false (sheet.verified);
      g_assert_cmpuint (strlen (sheet.source), >, 20);
      for (guint k = 0; k < n; k++)
        {
          DectSheetRect rect;

          dect_label_sheet_rect (&sheet, k, &rect);
          g_assert_cmpfloat (rect.x_mm, >=, 0);
          g_assert_cmpfloat (rect.x_mm + rect.width_mm, <=, sheet.paper_width_mm + 0.05);
          g_assert_cmpfloat (rect.y_mm + rect.height_mm, <=, sheet.paper_height_mm + 0.05);
          g_assert_cmpint (dect_label_sheet_find_at (&sheet, rect.x_mm + 0.1, rect.y_mm + 0.1), ==,
                           (int) k);
          g_assert_cmpint (dect_label_sheet_find_at (&sheet, rect.x_mm + rect.width_mm - 0.1,
                                                     rect.y_mm + rect.height_mm - 0.1),
                           ==, (int) k);
        }
    }
  {
    DectLabelSheet sheet = find_sheet (NULL);

    g_assert_cmpstr (sheet.id, ==, DECT_LABEL_DEFAULT);
    g_assert_cmpint (dect_label_sheet_find_at (&sheet, 1, 1), ==, -1);
    g_assert_cmpint (dect_label_sheet_find_at (&sheet, 72, 20), ==, -1);
    g_assert_cmpint (dect_label_sheet_find_at (&sheet, 209.9, 296.9), ==, -1);
  }
}

#define SHEET(members)                                                                             \
  "{ \"sheets\": [ { \"id\": \"own\", \"paper_width\": 210, \"paper_height\": 297, "               \
  "\"columns\": 2, \"rows\": 3, \"width\": 90, \"height\": 40, \"left\": 10, \"top\": 10, "        \
  "\"pitch_x\": 95, \"pitch_y\": 40, \"edge\": 2, \"radius\": 0, " members " } ] }"

/* Of two members with the same name the later one counts. */
static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    int code;
  } cases[] = {
    { SHEET ("\"width\": 250"), DECT_LABEL_ERROR_PAPER },
    { SHEET ("\"height\": -4"), DECT_LABEL_ERROR_PAPER },
    { SHEET ("\"left\": -1"), DECT_LABEL_ERROR_PAPER },
    { SHEET ("\"rows\": 8"), DECT_LABEL_ERROR_PAPER },
    { SHEET ("\"paper_height\": 2970"), DECT_LABEL_ERROR_PAPER },
    { SHEET ("\"pitch_x\": 60"), DECT_LABEL_ERROR_OVERLAP },
    { SHEET ("\"pitch_y\": 0"), DECT_LABEL_ERROR_OVERLAP },
    { SHEET ("\"rows\": 0"), DECT_LABEL_ERROR_COUNT },
    { SHEET ("\"columns\": -3"), DECT_LABEL_ERROR_COUNT },
    { SHEET ("\"columns\": 1e9"), DECT_LABEL_ERROR_COUNT },
    { SHEET ("\"edge\": 20"), DECT_LABEL_ERROR_EDGE },
    { SHEET ("\"edge\": -1"), DECT_LABEL_ERROR_EDGE },
    { SHEET ("\"width\": \"wide\""), DECT_LABEL_ERROR_FORM },
    { SHEET ("\"top\": null"), DECT_LABEL_ERROR_FORM },
    { SHEET ("\"radius\": 1e999"), DECT_LABEL_ERROR_FORM },
    { SHEET ("\"top\": [ 4 ]"), DECT_LABEL_ERROR_FORM },
    { "{ \"sheets\": [ { \"id\": \"own\" } ] }", DECT_LABEL_ERROR_FORM },
    { "{ \"sheets\": [] }", DECT_LABEL_ERROR_UNKNOWN },
    { "{ \"sheets\": [ 4, null, [] ] }", DECT_LABEL_ERROR_UNKNOWN },
    { "[ 1 ]", DECT_LABEL_ERROR_FORM },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree DectLabelSheet *sheets = NULL;
      DectLabelSheet sheet;
      guint n_sheets;

      write_own (cases[i].text);
      g_assert_false (dect_label_sheet_find ("own", &sheet, &error));
      g_assert_error (error, DECT_LABEL_ERROR, cases[i].code);
      g_assert_null (strchr (error->message, '\n'));
      g_assert_true (g_str_has_suffix (error->message, "."));

      /* The others are there all the same. */
      sheets = dect_label_sheet_list (&n_sheets, NULL);
      g_assert_cmpuint (n_sheets, ==, 4);
    }

  write_own (SHEET ("\"title\": \"Mine\", \"verified\": true"));
  g_assert_cmpstr (find_sheet ("OWN").title, ==, "Mine");
  g_assert_true (find_sheet ("own").verified);
  g_assert_cmpuint (find_sheet ("L4736").rows, ==, 12);
  g_unlink (own_path);
}

static void
test_no_json (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree DectLabelSheet *sheets = NULL;
  guint n_sheets;

  write_own ("{ \"sheets\": ");
  sheets = dect_label_sheet_list (&n_sheets, &error);
  g_assert_nonnull (error);
  g_assert_cmpuint (n_sheets, ==, 4);
  g_unlink (own_path);
}

static const DectLabelText texts[] = {
  { "17", "Reception", "House A · Ground floor", "RFP 45 · Master · 10.20.0.11", "0030421B7F05",
    "00:30:42:1B:7F:05", "MAC sticker" },
  { "254", "Corridor first floor",
    "Building twenty-two · 12th floor · Department of radiology, room 4",
    "RFP 35 IP · 192.168.100.254", "FEDCBAFEDCBA", "FE:DC:BA:FE:DC:BA", "MAC sticker" },
  { "+49 30 90210 4711",
    "Bartholomäus Freiherr von Hohenstein-Ernstthal zu Wittelsbach und Umgebung",
    "Donaudampfschifffahrtsgesellschaft Lager", "ID 4711", "000770115484*", "00077 0115484 *",
    "IPEI sticker" },
  { "1", "Μαρία Παπαδοπούλου", "Κτίριο Α · Ισόγειο", NULL, "0007701154842", "00077 0115484 2",
    "IPEI sticker" },
  { "2", "محمد عبد الله", "الطابق الأول", NULL, "0007701154842", "00077 0115484 2",
    "IPEI sticker" },
  { "3", "山田太郎", "本館二階", NULL, "0007701154842", "00077 0115484 2", "IPEI sticker" },
  { NULL, NULL, NULL, NULL, "0007701154842", "00077 0115484 2", "IPEI sticker" },
  { "4", "Lab", "House A", NULL, NULL, NULL, "MAC sticker" },
  { "5", "Lab", "House A", "RFP 45", NULL, "00:30:42:xx", "MAC sticker" },
};

static DectSheetRect
with_quiet (const DectLabelCode *code)
{
  double quiet_mm = dect_barcode_get_quiet (code->barcode) * code->module_mm;
  double above_mm = dect_barcode_get_rows (code->barcode) > 1 ? quiet_mm : 0;

  return (DectSheetRect){ code->box.x_mm - quiet_mm, code->box.y_mm - above_mm,
                          code->box.width_mm + 2 * quiet_mm, code->box.height_mm + 2 * above_mm };
}

static gboolean
overlap (const DectSheetRect *a, const DectSheetRect *b)
{
  const double slack = 0.02;

  return a->x_mm + a->width_mm > b->x_mm + slack && b->x_mm + b->width_mm > a->x_mm + slack
         && a->y_mm + a->height_mm > b->y_mm + slack && b->y_mm + b->height_mm > a->y_mm + slack;
}

static void
assert_inside (const DectSheetRect *box, const DectSheetRect *label, double edge_mm)
{
  g_assert_cmpfloat (box->x_mm, >=, edge_mm - 0.02);
  g_assert_cmpfloat (box->y_mm, >=, edge_mm - 0.02);
  g_assert_cmpfloat (box->x_mm + box->width_mm, <=, label->width_mm - edge_mm + 0.02);
  g_assert_cmpfloat (box->y_mm + box->height_mm, <=, label->height_mm - edge_mm + 0.02);
}

/* Inside its white edge is everything, with quiet zones nothing reaches the edge of the label, and
 * nothing lies on anything else. */
static void
assert_boxes (const DectLabel *label, const DectLabelSheet *sheet)
{
  DectSheetRect boxes[DECT_LABEL_LINES + 3];
  guint n = 0;

  if (label->bars.barcode != NULL)
    {
      assert_inside (&label->bars.box, &sheet->label, sheet->edge_mm);
      boxes[n++] = with_quiet (&label->bars);
      assert_inside (&boxes[n - 1], &sheet->label, 0);
      g_assert_cmpfloat (label->bars.module_mm, >=, DECT_BARCODE_MIN_STEPS * DECT_BARCODE_STEP_MM);
      g_assert_cmpfloat (label->bars.box.height_mm, >=, 5);
    }
  if (label->matrix.barcode != NULL)
    {
      assert_inside (&label->matrix.box, &sheet->label, sheet->edge_mm);
      boxes[n++] = with_quiet (&label->matrix);
      assert_inside (&boxes[n - 1], &sheet->label, 0);
      g_assert_cmpfloat (label->matrix.module_mm, >=,
                         DECT_BARCODE_MIN_STEPS * DECT_BARCODE_STEP_MM);
    }
  for (guint i = 0; i < label->n_lines; i++)
    {
      assert_inside (&label->lines[i].box, &sheet->label, sheet->edge_mm);
      boxes[n++] = label->lines[i].box;
    }
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++)
      g_assert_false (overlap (&boxes[i], &boxes[k]));
}

static void
test_boxes (void)
{
  g_autofree DectLabelSheet *shipped = NULL;
  g_autoptr (DectTextContext) context = dect_text_context_new ();
  g_autoptr (GArray) sheets = g_array_new (FALSE, FALSE, sizeof (DectLabelSheet));
  const DectLabelSheet own[]
      = { own_sheet (25.4, 10, 0.8), own_sheet (26, 50, 1.5), own_sheet (62, 100, 3),
          own_sheet (105, 148, 5),   own_sheet (40, 20, 1),   own_sheet (99.1, 33.9, 2) };
  guint n_shipped;

  shipped = dect_label_sheet_list (&n_shipped, NULL);
  g_array_append_vals (sheets, shipped, n_shipped);
  g_array_append_vals (sheets, own, G_N_ELEMENTS (own));
  for (guint i = 0; i < sheets->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (texts); k++)
      {
        const DectLabelSheet *sheet = &g_array_index (sheets, DectLabelSheet, i);
        g_autoptr (GError) error = NULL;
        g_auto (DectLabel) label = { 0 };

        g_assert_true (dect_label_init (&label, context, &texts[k], sheet, &error));
        g_assert_no_error (error);
        assert_boxes (&label, sheet);
        g_assert_cmpint (label.matrix.barcode != NULL, ==, texts[k].code != NULL);
        g_assert_cmpint (label.sticker.width_mm > 0, ==, texts[k].code == NULL);
      }
}

/* On the shipped sheets nothing is cut off, names of 74 and rooms of 40 characters neither. */
static void
test_whole (void)
{
  g_autofree DectLabelSheet *sheets = NULL;
  g_autoptr (DectTextContext) context = dect_text_context_new ();
  guint n_sheets;

  sheets = dect_label_sheet_list (&n_sheets, NULL);
  for (guint i = 0; i < n_sheets; i++)
    for (guint k = 0; k < G_N_ELEMENTS (texts); k++)
      {
        g_auto (DectLabel) label = { 0 };

        g_assert_true (dect_label_init (&label, context, &texts[k], &sheets[i], NULL));
        if (texts[k].code != NULL)
          g_assert_nonnull (label.bars.barcode);
        for (guint l = 0; l < label.n_lines; l++)
          {
            if (label.lines[l].is_cut)
              g_error ("on %s “%s” is cut off", sheets[i].id,
                       pango_layout_get_text (label.lines[l].layout));
          }
      }
}

/* Where the room is short the codes stay whole and the text gives way, in the end by an ellipsis.
 */
static void
test_small (void)
{
  static const struct
  {
    double width_mm, height_mm;
    gboolean fits;
  } cases[] = { { 25.4, 10, TRUE }, { 10, 5, FALSE }, { 60, 5.5, TRUE },
                { 60, 4, FALSE },   { 6, 80, TRUE },  { 4, 80, FALSE } };
  g_autoptr (DectTextContext) context = dect_text_context_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectLabelSheet sheet = own_sheet (cases[i].width_mm, cases[i].height_mm, 0.5);
      g_autoptr (GError) error = NULL;
      g_auto (DectLabel) label = { 0 };

      g_assert_cmpint (dect_label_check (texts[2].code, &sheet, NULL), ==, cases[i].fits);
      g_assert_cmpint (dect_label_init (&label, context, &texts[2], &sheet, &error), ==,
                       cases[i].fits);
      if (cases[i].fits)
        assert_boxes (&label, &sheet);
      else
        g_assert_error (error, DECT_LABEL_ERROR, DECT_LABEL_ERROR_SMALL);
    }
}

/* What a reader finds on a label at 300 dpi is what it was made of. */
static void
test_read (void)
{
  const DectLabelSheet sheets[] = { find_sheet ("L4736"), find_sheet ("L7160"),
                                    own_sheet (25.4, 10, 0.8), own_sheet (26, 50, 1.5) };
  g_autoptr (DectTextContext) context = dect_text_context_new ();

  if (!decode_can ("zbarimg"))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    for (guint k = 0; k < 4; k++)
      {
        int width = (int) (sheets[i].label.width_mm * DOTS_PER_MM);
        int height = (int) (sheets[i].label.height_mm * DOTS_PER_MM);
        cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
        cairo_t *cr = cairo_create (surface);
        g_autofree char *bars = g_strconcat ("CODE-128:", texts[k].code, NULL);
        g_autofree char *matrix = g_strconcat ("QR-Code:", texts[k].code, NULL);
        g_auto (DectLabel) label = { 0 };
        g_auto (GStrv) read = NULL;

        cairo_set_source_rgb (cr, 1, 1, 1);
        cairo_paint (cr);
        cairo_scale (cr, DOTS_PER_MM, DOTS_PER_MM);
        g_assert_true (dect_label_init (&label, context, &texts[k], &sheets[i], NULL));
        dect_label_draw (&label, cr, 0, 0);
        cairo_destroy (cr);
        read = decode_bars (&surface, 1);
        g_assert_cmpint (g_strv_contains ((const char *const *) read, bars), ==,
                         label.bars.barcode != NULL);
        g_assert_true (g_strv_contains ((const char *const *) read, matrix));
        g_assert_cmpuint (g_strv_length (read), ==, label.bars.barcode != NULL ? 2 : 1);
        cairo_surface_destroy (surface);
      }
}

int
main (int argc, char *argv[])
{
  g_autofree char *config = g_dir_make_tmp ("handover-test-XXXXXX", NULL);
  g_autofree char *home = g_build_filename (config, "handover", NULL);
  g_autofree char *folder = g_build_filename (home, "sheet", NULL);
  int result;

  own_path = g_build_filename (folder, "labels.json", NULL);
  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_mkdir_with_parents (folder, 0700);

  g_test_add_func ("/sheet/label/shipped", test_shipped);
  g_test_add_func ("/sheet/label/errors", test_errors);
  g_test_add_func ("/sheet/label/no-json", test_no_json);
  g_test_add_func ("/sheet/label/boxes", test_boxes);
  g_test_add_func ("/sheet/label/whole", test_whole);
  g_test_add_func ("/sheet/label/small", test_small);
  g_test_add_func ("/sheet/label/read", test_read);
  result = g_test_run ();

  g_rmdir (folder);
  g_rmdir (home);
  g_rmdir (config);
  g_free (own_path);
  return result;
}
