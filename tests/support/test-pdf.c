/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/test-pdf.h"

GBytes *
test_pdf_write (DectSnapshot *site,
                DectLinks *links,
                DectChain *chain,
                const DectSheetOptions *options)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_assert_true (dect_sheets_write_pdf (site, links, chain, options, stream, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_close (stream, NULL, &error));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

PopplerDocument *
test_pdf_open (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (bytes, NULL, &error);

  g_assert_no_error (error);
  return document;
}

PopplerDocument *
test_pdf_print (DectSnapshot *site, const DectSheetOptions *options)
{
  g_autoptr (GBytes) bytes = test_pdf_write (site, NULL, NULL, options);

  return test_pdf_open (bytes);
}

char *
test_pdf_page_text (PopplerDocument *document, int page)
{
  PopplerPage *found = poppler_document_get_page (document, page);
  char *text = poppler_page_get_text (found);

  g_object_unref (found);
  return text;
}
