/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plan/dect-plan-private.h"

G_BEGIN_DECLS

/*
 * What the program and `handover-decode` say to each other. Both are built together and run on one machine: numbers are in its own
 * byte order.
 *
 * The process that the program starts, in a box (dect-decode-launch.h), is the starter. It never sees a foreign byte: over a packet
 * socket it is handed documents and forks a helper for each, which is quick, since all libraries are there.
 *
 *   starter -> Command READY                         helpers can be confined here
 *   program -> Command START id, 2 descriptors       a document (a sealed memfd) and the helper's end of a stream socket
 *   program -> Command END id                        the helper is killed, if it still runs
 *
 * A helper confines itself, and then serves its one document:
 *
 *   helper  -> Reply HELLO                           it is confined, and has not looked at the document yet
 *   helper  -> Reply OPENED n; n × DectPlanSize      the pages, n = 1 to DECT_PLAN_MAX_PAGES
 *   program -> Request                               as often as it likes
 *   helper  -> Reply RENDERED; height × stride bytes ARGB32, exactly the size that the request asks for
 *   helper  -> Reply FAILED n; n bytes of UTF-8      instead of OPENED (and ends) or RENDERED: a code and its sentence
 *
 * The program believes nothing of it: whatever is not exactly this ends the helper. When the program goes away, all of them go.
 */

/** DECT_DECODE_CONTROL_FD: where the starter finds its socket */
#define DECT_DECODE_CONTROL_FD 3

/** DECT_DECODE_DOCUMENT_FD, DECT_DECODE_SOCKET_FD: where a helper finds its document and its socket */
#define DECT_DECODE_DOCUMENT_FD 3
#define DECT_DECODE_SOCKET_FD 4

/** DECT_DECODE_MAGIC: begins each message; another number for another protocol */
#define DECT_DECODE_MAGIC 0x48443031u

typedef enum
{
  DECT_DECODE_READY = 1,
  DECT_DECODE_START,
  DECT_DECODE_END,
} DectDecodeOrder;

/**
 * DectDecodeCommand:
 * @magic: #DECT_DECODE_MAGIC
 * @order: a #DectDecodeOrder
 * @id: of the helper; the program counts them
 */
typedef struct
{
  guint32 magic;
  guint32 order;
  guint32 id;
} DectDecodeCommand;

/** DECT_DECODE_MAX_SENTENCE: longest sentence of a failure, bytes */
#define DECT_DECODE_MAX_SENTENCE 600u

typedef enum
{
  DECT_DECODE_HELLO = 1,
  DECT_DECODE_OPENED,
  DECT_DECODE_RENDERED,
  DECT_DECODE_FAILED,
} DectDecodeKind;

/**
 * DectDecodeRequest:
 * @magic: #DECT_DECODE_MAGIC
 * @page: 0 = first
 * @px_per_unit: pixels for each unit of the plan
 */
typedef struct
{
  guint32 magic;
  guint32 page;
  double  px_per_unit;
} DectDecodeRequest;

/**
 * DectDecodeReply:
 * @magic: #DECT_DECODE_MAGIC
 * @kind: a #DectDecodeKind
 * @n: pages, or bytes of a sentence
 * @code: of a failure, a #DectPlanError below %DECT_PLAN_ERROR_READER: those of the document
 * @width: of a picture, pixels
 * @height: of a picture, pixels
 * @stride: of a picture, bytes from row to row
 * @format: of a picture, a cairo_format_t: CAIRO_FORMAT_ARGB32
 */
typedef struct
{
  guint32 magic;
  guint32 kind;
  guint32 n;
  guint32 code;
  guint32 width;
  guint32 height;
  guint32 stride;
  guint32 format;
} DectDecodeReply;

/** dect_decode_reply_valid: Returns: whether @reply can be believed as an answer of kind @kind, or as a failure */
gboolean dect_decode_reply_valid (const DectDecodeReply *reply,
                                  DectDecodeKind         kind);

/**
 * dect_decode_picture_valid:
 * @reply: an answer to a request
 * @width: pixels that were asked for
 * @height: the same
 * @stride: bytes from row to row of the picture that waits for them
 *
 * Returns: whether what follows is that picture and no byte more
 */
gboolean dect_decode_picture_valid (const DectDecodeReply *reply,
                                    int                    width,
                                    int                    height,
                                    int                    stride);

/** dect_decode_sentence_valid: Returns: whether it is UTF-8 that a line of text can show: no control characters */
gboolean dect_decode_sentence_valid (const char *text,
                                     gsize       length);

G_END_DECLS
