/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sheet/dect-label-sheet.h"
#include "sheet/dect-sheet-handsets.h"
#include "sheet/dect-sheet.h"
#include "support/test-pdf.h"
#include "support/test-site.h"

#include <poppler.h>
#include <string.h>

static DectSnapshot *
make_site (void)
{
  static const char *const handsets[] = {
    "number=102|name=Zoe|location=Ward 10|ipei=0007701154842",
    "number=9|name=ärztin|location=ward 2|ipei=000770115815*",
    "number=101|name=Bob|location=Ward 2|ipei=0007701155663",
    "name=Arzt|ipei=0007701156495",
    "number=*1|name=Ada|location=Ward 10",
  };
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();

  test_site_add (builder, DECT_KIND_SITE, "name=Hospital");
  test_site_add (builder, DECT_KIND_RFP, "number=7|name=Lab|mac=00:30:42:1B:7F:05");
  for (guint i = 0; i < G_N_ELEMENTS (handsets); i++)
    test_site_add (builder, DECT_KIND_HANDSET, handsets[i]);
  return dect_snapshot_builder_end (builder);
}

/* Numbers by value, words without regard to case and marks, what is not set last, the rest by
 * number. */
static void
test_order (void)
{
  static const struct
  {
    DectSheetSort sort;
    const char *names;
  } cases[] = {
    { DECT_SHEET_SORT_NUMBER, "Ada,ärztin,Bob,Zoe,Arzt" },
    { DECT_SHEET_SORT_NAME, "Ada,Arzt,ärztin,Bob,Zoe" },
    { DECT_SHEET_SORT_LOCATION, "ärztin,Bob,Ada,Zoe,Arzt" },
  };
  g_autoptr (DectSnapshot) site = make_site ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) handsets = dect_sheet_handsets (site, cases[i].sort);
      g_autoptr (GString) names = g_string_new (NULL);

      for (guint k = 0; k < handsets->len; k++)
        g_string_append_printf (names, "%s%s", k > 0 ? "," : "",
                                ((DectHandset *) handsets->pdata[k])->name);
      g_assert_cmpstr (names->str, ==, cases[i].names);
    }
}

static gboolean
has (const char *text, const char *part)
{
  return strstr (text, part) != NULL;
}

/* Access codes are on a page of their own and nowhere without being asked for. */
static void
test_codes (void)
{
  g_autoptr (DectSnapshot) site = make_site ();
  g_autoptr (DectSecrets) secrets = dect_secrets_new ();
  DectSheetOptions options = { .kinds = DECT_SHEET_IPEI };
  PopplerDocument *document;
  g_autofree char *list = NULL, *codes = NULL;

  dect_secrets_set (secrets, "0007701154842", DECT_SECRETS_AC, "47110815");
  dect_secrets_set (secrets, "000770115815*", DECT_SECRETS_AC, "31415926");
  dect_secrets_set (secrets, "0007701155663", DECT_SECRETS_SIP_PASSWORD, "hush-hush");
  dect_secrets_set (secrets, DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD, "hush-hush");

  document = test_pdf_print (site, &options);
  g_assert_cmpint (poppler_document_get_n_pages (document), ==, 1);
  g_object_unref (document);

  options.secrets = secrets;
  document = test_pdf_print (site, &options);
  g_assert_cmpint (poppler_document_get_n_pages (document), ==, 2);
  list = test_pdf_page_text (document, 0);
  codes = test_pdf_page_text (document, 1);
  g_object_unref (document);
  g_assert_false (has (list, "47110815"));
  g_assert_true (has (codes, "47110815") && has (codes, "31415926"));
  g_assert_true (has (codes, "2 handsets") && has (codes, "Confidential"));
  g_assert_false (has (codes, "Bob"));
  g_assert_false (has (list, "hush") || has (codes, "hush"));
}

static void
test_errors (void)
{
  g_autoptr (DectSecrets) none = dect_secrets_new ();
  const struct
  {
    DectSheetOptions options;
    GQuark domain;
    int code;
  } cases[] = {
    { { .kinds = DECT_SHEET_IPEI, .secrets = none }, DECT_SHEET_ERROR, DECT_SHEET_ERROR_CODES },
    { { .kinds = DECT_SHEET_LABELS, .label_sheet = "L99" },
      DECT_LABEL_ERROR,
      DECT_LABEL_ERROR_UNKNOWN },
    { { .kinds = DECT_SHEET_LABELS, .label_sheet = "L7160", .label_start = 22 },
      DECT_LABEL_ERROR,
      DECT_LABEL_ERROR_START },
    { { .kinds = DECT_SHEET_LABELS, .label_sheet = "62mm", .label_start = 2 },
      DECT_LABEL_ERROR,
      DECT_LABEL_ERROR_START },
  };
  g_autoptr (DectSnapshot) site = make_site ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (dect_sheets_new (site, NULL, NULL, &cases[i].options, NULL, &error));
      g_assert_error (error, cases[i].domain, cases[i].code);
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
}

/* Of whom there are labels, where they begin, and on how many sheets. */
static void
test_labels (void)
{
  static const struct
  {
    DectLabelsOf of;
    guint start, n_labels, n_pages;
    gboolean has_rfp, has_handset;
  } cases[] = {
    { DECT_LABELS_OF_ALL, 0, 6, 1, TRUE, TRUE },
    { DECT_LABELS_OF_ALL, 16, 6, 1, TRUE, TRUE },
    { DECT_LABELS_OF_ALL, 17, 6, 2, TRUE, TRUE },
    { DECT_LABELS_OF_RFPS, 21, 1, 1, TRUE, FALSE },
    { DECT_LABELS_OF_HANDSETS, 1, 5, 1, FALSE, TRUE },
  };
  g_autoptr (DectSnapshot) site = make_site ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSheetOptions options = { .kinds = DECT_SHEET_LABELS,
                                   .label_sheet = "L7160",
                                   .label_start = cases[i].start,
                                   .labels_of = cases[i].of };
      g_autoptr (DectSheets) sheets = dect_sheets_new (site, NULL, NULL, &options, NULL, NULL);
      PopplerDocument *document = test_pdf_print (site, &options);
      g_autofree char *text = test_pdf_page_text (document, 0);

      g_assert_cmpuint (dect_sheets_count_labels (sheets), ==, cases[i].n_labels);
      g_assert_cmpuint (dect_sheets_count_pages (sheets), ==, cases[i].n_pages);
      g_assert_true (dect_sheets_is_label (sheets, 0));
      g_assert_cmpint (has (text, "00:30:42:1B:7F:05"), ==, cases[i].has_rfp);
      g_assert_cmpint (has (text, "00077 0115815 *"), ==, cases[i].has_handset);
      g_object_unref (document);
    }
}

static void
test_words (void)
{
  DectLabelsOf of;
  DectSheetCode code;

  g_assert_true (dect_labels_of_from_text ("Handsets", &of));
  g_assert_cmpint (of, ==, DECT_LABELS_OF_HANDSETS);
  g_assert_false (dect_labels_of_from_text ("switches", &of));
  g_assert_true (dect_sheet_code_from_text ("QR", &code));
  g_assert_cmpint (code, ==, DECT_SHEET_CODE_QR);
  g_assert_false (dect_sheet_code_from_text ("ean", &code));
}

int
main (int argc, char *argv[])
{
  test_init (&argc, &argv);

  g_test_add_func ("/sheet/handset/order", test_order);
  g_test_add_func ("/sheet/handset/codes", test_codes);
  g_test_add_func ("/sheet/handset/errors", test_errors);
  g_test_add_func ("/sheet/handset/labels", test_labels);
  g_test_add_func ("/sheet/handset/words", test_words);

  return g_test_run ();
}
