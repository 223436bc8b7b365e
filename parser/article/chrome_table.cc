#include "parser/article/chrome_rules.h"

namespace winnow {
namespace {

using enum Effect;
using enum Where;

// A new rule is a new row, beside its kind; the first row that matches names the cut.
constexpr ChromeRule kRules[] = {
    // -- Editors, signatures ---------------------------------------------------------------------
    {"editor line", Cue::kEditor, kCut, kAnywhere, 60,
     "责任编辑|责编|责任编辑:*|责编:*|責任編輯:*|責編:*|编辑:*|編輯:*|编辑/*|編輯/*|校对:*|校對:*|"
     "编审:*|审核:*|審核:*|监制:*|监审:*|编辑丨*|编辑|责编/*|责编丨*|责任编辑/*|本版编辑:*|"
     "本文编辑:*|执行编辑:*|值班编辑:*|新媒体编辑:*|*责任编辑:*_n*#|本文来源:*责任编辑:*|"
     "来源:*责任编辑:*|*作者:*责任编辑:*|*作者:*编辑:*|本期编辑:*|文字编辑:*|图文编辑:*|策划:*|"
     "排版:*|美编:*|制图:*|值班主任:*|值班编委:*|终审:*|初审:*|复审:*|主编:*|统筹:*|责任编辑*|"
     "供稿:*|通讯员:*|联系编辑:*|流程编辑:*|见习编辑:*|实习编辑:*|责任编辑*校对*|稿源:*编辑:*|"
     "编译:*编辑:*|翻译:*校对:*|运营编辑:*|本文作者:*责任编辑*",
     "（责编：张小明、李大力）", "编辑部昨天决定，责任编辑要在稿件上署名，读者可以直接找到他们。"},
    {"edited note", Cue::kEditor, kCut, kAnywhere, 40,
     "本帖最后由*编辑|本帖最後由*編輯|last edited by *|*发布时间*#:#*by *",
     "本帖最后由 山路十八弯 于 2022-9-12 21:50 编辑",
     "本帖最后由版主置顶的那一张照片，是去年拍的。"},
    {"reporter's signature", Cue::kByline, kCut, kEdges, 24,
     "文/*|撰文/*|执笔/*|图/*|摄影/*|编译/*|文、图/*|文/图*|文图/*|采写/*|采写:*|撰文:*|撰稿:*|"
     "执笔:*|文:*|摄影:*|图:*|文字:*|图片:*|编译:*|作者/*|原创:*|原创: *|文字/*|*》作者*|作者丨*|"
     "文丨*|图丨*|图文:*|图文/*|翻译/*|整理/*|整理:*|特约记者*|*全媒体记者*|本刊记者*|采访/*|"
     "策划/*|供图/*|受访者供图|by:*|by : *",
     "文/图 张小明 李大力", "文字和图案刻在碑的背面。"},
    {"reporter's name", Cue::kByline, kCut, kEdges, 16,
     "本报记者*|记者:*|作者:*|*晚报记者*|*日报记者*|*全媒体记者*|本刊记者*|特约记者*|*报记者*|"
     "文字记者*",
     "江城晚报记者 张小明", "本报记者昨天从市水务局获悉，三座水厂已经恢复供水，水压稳定。"},
    {"closing bracket", Cue::kByline, kSignature, kEnd, 40,
     "责任编辑*|责编*|責任編輯*|責編*|编辑:*|編輯:*|記者*|记者*|*本报记者*|*记者:*|文/*|图/*|"
     "文/图*|编译*|編譯*|综合整理*|完|*报道|来源:*|來源:*|作者:*|原载*|首发于*|摄影*|整理*|"
     "通讯员*|校对*|转载自*|摘自*|文:*|来自*|據*|本文来源*|本文*转载*|实习生*|翻译*|译者*|"
     "图片来源*|*供图|*供稿|未完待续|全文完|本章完|本文完|end|编者按|*编辑*整理|综合*报道|综合*|"
     "据*报道",
     "（记者 张小明 通讯员 李大力）", "（约合人民币三百元）"},
    {"dateline alone", Cue::kByline, kCut, kEdges, 18,
     "*#月#日报道|*#月#日讯|*#月#日电|*#月#日消息|*#月#日訊|*#月#日電", "江城网 10月14日报道",
     "江城网10月14日报道说，三座水厂已经恢复供水。"},
    // -- Titles and sources ----------------------------------------------------------------------
    {"original title", Cue::kTitleLine, kCut, kAnywhere, 70,
     "原标题:*|原題:*|原標題:*|原题为:*|原标题为:*", "（原标题：老码头换新颜）",
     "原标题保护法的草案昨天公布，征求意见的期限是三十天。"},
    {"source line", Cue::kSource, kCut, kEdges, 24,
     "来源:*|來源:*|本文来源:*|文章来源:*|稿件来源:*|信息来源:*|资料来源:*|来源丨*|来源/*|"
     "消息来源:*|信息来源于*|图文来源*|新闻来源:*|内容来源:*|素材来源:*|来源于*|文章转自:*|转自:*|"
     "本文转自*|转载自:*|本文转载自*|出处:*|摘自:*|原文链接:*|原文地址:*|原文:*|本文链接:*|"
     "文章链接:*|综合:*|综合自*|quelle:*|quellen:*|fuente:*|fonte:*|źródło:*|sumber:*|источник:*|"
     "출처:*|出典:*|via:*|via *|source:*|source: *",
     "来源：无锡交警", "来源不明的蘑菇不要吃，误食以后要马上去医院，并带上剩下的样品。"},
    {"photo credit", Cue::kCaption, kCut, kAnywhere, 24,
     "图片来源:*|图片来源于*|图片来源|圖片來源:*|图源:*|图片均来自*|图片来自*|图片均为*|"
     "图/视觉中国|图片均来源*|题图来源:*|配图来源:*|头图来源:*|封面图来源:*|题图:*|封面:*|"
     "图片由*提供|图片据*|照片来源:*|图据*|供图:*|摄影:*|以上图片*|文中图片*|本文图片*|圖/*|圖:*|"
     "photo credit:*|image credit:*|photo by *|photo: *|image: *|image source:*|credit: *|foto:*|"
     "fotos:*|foto: *|bild:*|bilder:*|titelbild:*|beitragsbild:*|bildquelle:*|bildnachweis*|"
     "symbolbild*|crédit photo*|crédits photo*|photo : *|image illustrative*|fot. *|foto oleh*|"
     "фото:*|사진=*|写真:*|photos by *|photograph: *|photo courtesy *|picture: *|getty images|"
     "image via *|image:©*|photo:©*|foto:©*",
     "图片来源：摄图网",
     "图片来自他去年冬天在雪山上的一次拍摄，画面里的人是向导，他背着三十公斤的器材。"},
    {"document index", Cue::kTags, kCut, kStart, 90,
     "索引号:*|索引号|信息索引号:*|发文机关:*|发文机关|发文字号:*|成文日期:*|发布机构:*|"
     "主题分类:*|公开方式:*|文号:*|发布日期:*|公开日期:*|生成日期:*|有效性:*|组配分类:*|"
     "公文种类:*|体裁分类:*|标题:*|标题",
     "索 引 号：11220000/2022-00426 分 类：环境监测", "标题党的文章点击高，可是读者很快就走了。"},
    {"date and source", Cue::kDate, kCut, kStart, 60,
     "发布时间:*来源:*|发布日期:*来源:*|发布时间:*浏览*|发布日期:*浏览*|来源:*发布时间:*|"
     "来源:*发布日期:*|#-#-#*来源:*|#年#月#日*来源:*|#/#/#*来源:*|日期:*来源:*|时间:*来源:*点击*|"
     "*[字体:*小|*字号:大*小",
     "发布时间：2013-05-22 来源：县水利局 浏览次数： 【字体：大 中 小】",
     "发布时间晚了两个小时，来源也没有写清楚，读者写信来问。"},
    {"newspaper page", Cue::kSource, kCut, kEdges, 24,
     "《*》(*#年*月*日*版*|《*》(*#年*#版*|*日报*第#版*|《*#年*月*日*#版",
     "《江城日报》（2024年05月10日 04 版）",
     "《江城日报》上周的一篇报道说，旧城的改造要再花三年。"},
    // -- Related, recommended --------------------------------------------------------------------
    {"related heading", Cue::kRelated, kCutSection, kAnywhere, 12,
     "相关阅读|延伸阅读|延伸*推荐|相关新闻|相关链接|相关文章|相关推荐|推荐阅读|猜你喜欢|热门推荐|"
     "热门文章|相關閱讀|延伸閱讀|相關新聞|相關文章|推薦閱讀|更多阅读|更多新闻|精彩推荐|"
     "精彩视频推荐|热点推荐|为你推荐|为您推荐|相关报道|相关报导|相關報導|此前报道|新闻链接|"
     "往期回顾|往期精彩|往期推荐|热门评论|最新文章|最新评论|热门资讯|编辑推荐|大家都在看|"
     "大家还在看|你可能还喜欢|您可能感兴趣|你可能感兴趣*|相关专题|下一条快讯|更多快讯|相关快讯|"
     "相关资讯|相关内容|相关视频|看了又看|今日推荐|更多推荐|更多精彩|精彩图集|图片推荐|热点新闻|"
     "推荐文章|相关搜索|热搜|热点排行|点击排行|阅读排行|排行榜|专题推荐|上一篇*下一篇*|随机推荐|"
     "你可能也喜歡|你可能會喜歡|看更多|更多文章|同场加映|延伸閱讀*|related|related articles|"
     "related stories|related posts|related content|related links|related news|related topics|"
     "related coverage|you may also like|you might also like*|you may like|more from*|"
     "more stories|read more|read next|recommended|recommended for you|recommended reading|"
     "most read|most popular|trending|trending now|popular posts|popular now|latest news|"
     "latest stories|latest posts|recent posts|up next|see also|also read|also see|"
     "more on this story|more on this topic|more on this|further reading|top stories|"
     "editors' picks|editor's picks|don't miss|what to read next|sponsored content|"
     "promoted stories|around the web|from the web|more like this|keep reading|more news|"
     "more coverage|in case you missed it|suggested articles|similar posts|mehr zum thema *|"
     "mehr themen|mehr dazu|schon gelesen?|schon gelesen|auch lesen|weiterlesen|weitere themen|"
     "weitere beiträge*|passend dazu|das könnte dich auch interessieren|"
     "das könnte dir auch gefallen|das könnte ihnen auch gefallen|pour aller plus loin|"
     "à voir aussi|à découvrir aussi|sur le même thème|vea también|ver también|"
     "también te puede interesar|le puede interesar|te recomendamos|notas relacionadas|"
     "articoli correlati|leia mais|saiba mais|matérias relacionadas|przeczytaj także|"
     "przeczytaj też|baca juga|artikel terkait|berita terkait|xem thêm|tin liên quan|"
     "ilgili haberler|les også|læs også|läs mer|lees verder|meer lezen|читать далее|по теме|"
     "関連ニュース|関連リンク|あわせて読みたい|こちらもおすすめ|관련기사|관련뉴스|추천기사|"
     "많이본뉴스|mehr zum thema|weitere artikel|das könnte sie auch interessieren|lesen sie auch|"
     "auch interessant|meistgelesen|à lire aussi|lire aussi|sur le même sujet|articles liés|"
     "lea también|te puede interesar|noticias relacionadas|más noticias|leia também|veja também|"
     "leggi anche|potrebbe interessarti|czytaj też|zobacz także|read also|lees ook|läs också|"
     "lue myös|relaterede artikler|читайте также|関連記事|おすすめ記事",
     "延伸 · 推荐", "相关阅读量在第二周达到三百万，这在地方台的历史上还没有过。"},
    {"related line", Cue::kRelated, kCut, kAnywhere, 45,
     "推荐阅读:*|相关阅读:*|相关链接:*|延伸阅读:*|此前报道:*|相关报道:*|相关新闻:*|"
     "相关资讯请关注*|点击进入*|点击查看*|查看更多*|更多精彩*关注*|更多*请关注*|更多*尽在*|"
     "點擊查看*|扩展阅读:*|往期回顾:*|相关文章:*|延伸閱讀:*|推薦閱讀:*|相關閱讀:*|相關新聞:*|"
     "看更多:*|更多新聞:*|阅读原文*|點此*|点此*|上一篇:*|下一篇:*|上一篇*|下一篇*|上一頁*|上一章*|"
     "下一章*|返回*首页*|返回列表*|返回目录*|精彩推荐:*|read more:*|related:*|also read:*|"
     "weitere infos unter *|weitere informationen unter *|mehr infos unter *|"
     "mehr informationen unter *|also:*|read also:*|more:*|watch:*|read:*|read next:*|"
     "recommended:*|must read:*|don't miss:*|also see:*|related story:*|related article:*|"
     "more from *:*|read the original article*|click here to read*|related stories:*|auch lesen:*|"
     "weiterlesen:*|mehr dazu:*|lesetipp:*|vea también:*|ver también:*|lea además:*|"
     "le puede interesar:*|te puede interesar:*|también le puede interesar:*|leia mais:*|"
     "saiba mais:*|dowiedz się więcej:*|przeczytaj także:*|przeczytaj też:*|baca juga:*|"
     "simak juga:*|baca juga *|les også:*|læs også:*|läs också:*|läs mer:*|lesen sie auch:*|"
     "mehr zum thema:*|siehe auch:*|à lire aussi:*|lire aussi:*|voir aussi:*|leggi anche:*|"
     "lea también:*|leia também:*|veja também:*|lees ook:*|czytaj też:*|zobacz także:*|"
     "czytaj także:*|читайте также:*|ici aussi:*|à lire aussi*|lees ook *|also:*|also read *|"
     "leggi anche *:*",
     "此前报道：港口新线试运行", "延伸阅读这个习惯，他坚持了四十年，每天晚上两个小时。"},
    {"pointer to another page", Cue::kRelated, kCut, kAnywhere, 12,
     "hier geht es zum *|hier geht es zur *|hier geht es zu den *|hier geht's zum *|"
     "hier geht's zur *|hier geht's zu den *|hier gehts zum *|hier gehts zur *",
     "Hier geht es zum Programm der Woche",
     "Hier geht es zum einen um das Geld, zum anderen um die Frage, wer das Haus später pflegt."},
    {"promotion at the end", Cue::kRelated, kCut, kEnd, 70,
     "以上就是*的详细内容*|以上就是*全部内容*更多*|*更多*请关注*其它相关文章*|"
     "*更多*请关注*其他相关文章*|*希望*对*有所帮助*更多*请*关注*|喜欢*请大家收藏*|"
     "*更新速度全网最快*|本文由*发布于*|以上就是*全部内容|*请收藏*|*记住本站*|*最快更新*|"
     "手机用户请*阅读*|*更优质的用户体验*",
     "以上就是缓存穿透怎么解决的详细内容，更多请关注码路其它相关文章！",
     "以上就是这次调查的主要发现：三分之一的老人一个人住，其中一半没有电话。"},
    {"site's own address", Cue::kSite, kCut, kAnywhere, 40,
     "*一秒记住*|*记住本站*|*请记住本书首发域名*|*最新网址*|手机用户请浏览*|*手机版阅读网址*|"
     "*请牢记*域名*|*加入书签*方便*",
     "天才一秒记住本站地址：www.example.com，最快更新！", ""},
    // -- Follow us, apps, QR ---------------------------------------------------------------------
    {"follow prompt", Cue::kFollow, kCut, kAnywhere, 60,
     "欢迎关注*|关注公众号*|关注微信公众号*|关注我们*|扫码关注*|扫一扫*|扫描二维码*|长按二维码*|"
     "长按识别*|微信扫一扫*|请关注*公众号*|*搜索公众号*|*微信公众号:*|*关注微信公众号*|"
     "*关注公众号*|*扫描下方二维码*|*下载*客户端*|*下载*app*|打开*app*|*扫码下载*|*官方微信*|"
     "歡迎訂閱*|歡迎關注*|*粉絲團*按*讚*|*到*粉絲團*|喜歡我的文章*|点击关注*|微信号:*|加微信*|"
     "*欢迎加入*群*|*qq群:*|*qq交流群*|交流群:*|教程交流:*|按讚*|*扫码*加群*|*点击上方*关注*|"
     "*点击蓝字*|*设为星标*|*点个在看*|*点亮在看*|*置顶公众号*|打开*阅读全文|展开阅读全文|"
     "展开全文|展开全部|收起全部|阅读全文|查看全文|点击展开*|*关注本*号*|*识别图中二维码*|"
     "submit your letter*|submit a letter *|click here to get the * app|get the * app|"
     "download the * app|follow * on twitter*|follow * on facebook*|follow * on instagram*|"
     "follow us on *|folge uns *|folgen sie uns *|suivez-nous *|síguenos *|seguici *|siga-nos *|"
     "obserwuj nas *|ikuti * google news*|*nuestro canal de youtube*|*nuestro canal de whatsapp*|"
     "扫码*|微信搜索*|长按*关注*|*第一时间获取*|*抢鲜体验*|app内打开|用app打开|*app专享*|加载更多|"
     "查看更多",
     "关注公众号：人民网财经",
     "她打开手机，关注了三个讲农业的公众号，其中两个是邻村的年轻人办的，每天更新。"},
    {"newsletter prompt", Cue::kSubscribe, kCut, kAnywhere, 60,
     "*to view the full story*subscribe*|subscribe now to *|*already a subscriber*log in*|"
     "for the latest *download * app*|*in your inbox*|*to your inbox*|join * readers*|"
     "join * subscribers*|never miss a *|never miss an *|subscribe to our *newsletter*|"
     "sign up for our *newsletter*|subscribe|subscribe now|sign up to our *newsletter*|"
     "sign up for the *newsletter*|sign up here*newsletter*|get our *newsletter*|"
     "join our mailing list*|*sign up here|*enter your email below to *|"
     "enter your email address to *|gib deine e-mail-adresse *|geben sie ihre e-mail-adresse *|"
     "saisissez votre adresse e-mail *|introduce tu correo *|*posteingang*|"
     "*newsletter abonnieren*|abonniere *newsletter*|abonnieren sie *newsletter*|"
     "inscrivez-vous à *newsletter*|suscríbete a *newsletter*|iscriviti alla *newsletter*",
     "Join 4,200 readers and get new recipes in your inbox.",
     "The newsletter went to a thousand readers, and her inbox was full by noon."},
    {"share prompt", Cue::kShare, kCut, kAnywhere, 14,
     "分享让更多人看到|分享到*|分享至*|分享|转发|收藏|点赞|分享:*|分享给*|一键分享*|分享本文|"
     "分享到朋友圈|赞|踩|顶|打赏|赞赏|喜欢|在看|微信好友|朋友圈|新浪微博|qq空间|复制链接|"
     "*打赏*支持*|#人*赞|赞(#|share|share this|share this:*|share this article|share this story|"
     "share on *|share via *|tweet|pin it|email this|print|facebook|twitter|whatsapp|linkedin|"
     "pinterest|reddit|email|copy link|link copied|save|share to *|like this|like this:*|"
     "share article|share it|share with your friends|click to share*|follow us on*|follow us|"
     "teilen|partager|compartir|condividi|compartilhar|compartilhe|udostępnij|delen|dela|del|"
     "поделиться|print this*|facebook twitter*|tweet share*|share tweet*",
     "分享让更多人看到", "分享会定在下周六下午，地点是老图书馆的二楼，免费。"},
    // -- Rights and notices ----------------------------------------------------------------------
    {"copyright", Cue::kCopyright, kCut, kAnywhere, 160,
     "*版权所有*|*未经授权*|*未经许可*|*未经允许*不得*|*不得转载*|*禁止转载*|*转载请注明*|"
     "*转载*注明出处*|*转载务请注明*|*转载时*注明*|*谢绝转载*|*转载须*|*转载请联系*|版权声明*|"
     "版权归*|*版权归原作者*|*版权归*所有*转载*|*著作权归*|*非經授權*|*不得轉載*|*轉載請註明*|"
     "*版權所有*|*未經授權*|*欢迎转载*|*享有版权*|*著作权*转载*|本文为*原创*|本文系*原创*|"
     "本文由*原创*|*本文*首发于*|*已获*授权*|本文为*原创文章*|*独家稿件*|本作品*原创*|"
     "本作品采用*许可*|*本文仅代表作者*|*本网站之文字*|*保留所有权利*|copyright *|©*|c) #*|"
     "*all rights reserved*|*may not be published, broadcast*|*may not be reproduced*|"
     "*without permission*reproduc*|*reproduction*without*permission*|*alle rechte vorbehalten*|"
     "*tous droits réservés*|*todos los derechos reservados*|*tutti i diritti riservati*|"
     "*todos os direitos reservados*|*wszelkie prawa zastrzeżone*|*무단전재*|*無断転載*|저작권자*",
     "本文为江城网原创文章，未经允许不得转载。",
     "他写道：版权这件事要从作者说起，编辑只是经手的人，读者付的钱应该有一半归作者。"},
    {"site's footer", Cue::kCopyright, kCut, kAnywhere, 60,
     "*icp备*|*icp備*|*icp证*|*公网安备*|*网安备*|主办:*承办:*|主办单位:*承办*|主办单位:*版权*|"
     "*建议使用*浏览器*|*网站标识码*|*经营许可证*号*许可证*|*建议*分辨率*",
     "主办：江城市人民政府办公室 承办：江城市信息中心",
     "主办方说，今年的灯会比去年多两个展区，门票还是二十元。"},
    {"disclaimer", Cue::kNotice, kCut, kEdges, 220,
     "免责声明*|特别声明*|声明:*|免責聲明*|聲明:*|郑重声明*|*不代表本网*|*不代表本站*|"
     "*不代表*立场*|*仅代表作者*观点*|*不代表*观点和立场*|*不構成投資建議*|*不构成*投资建议*|"
     "风险提示:*|*投资有风险*|*如有侵权*|*涉嫌抄袭*侵权*|*涉嫌侵权*|*一经查实*删除*|*侵权请*联系*|"
     "*联系*删除*|*据此操作*风险*|*市场有风险*|*仅供参考*不构成*|*观点仅供参考*|"
     "les opinions exprimées *|the views expressed *|views expressed *|opinions expressed *|"
     "the opinions expressed *|las opiniones expresadas *|alle angaben ohne gewähr|*文明上网*|"
     "*理性发言*|*举报电话:*|*举报邮箱:*|*不良信息举报*|*新闻热线:*|*投稿邮箱:*|"
     "本文*自媒体*不代表*|*本平台仅提供*|*信息存储空间服务*|注:本文*转载*|*请读者*自行核实*|"
     "*请读者仅作参考*|风险提示及免责*|*爆料*热线*",
     "免责声明：本文来自自媒体，不代表本网的观点和立场。",
     "这份声明共有三条，第一条说明了水库的容量，第二条说明了泄洪的时间。"},
    // -- Adverts, players, pagers ----------------------------------------------------------------
    {"advert label", Cue::kAdvert, kCut, kAnywhere, 12,
     "广告|廣告|推广|赞助|赞助内容|advertisement|advertisements|ad|ads|advertising|sponsored|"
     "广告×|×|story continues below advertisement|continue reading below|"
     "article continues below advertisement|advertisement - *|scroll to continue*|"
     "story continues below|article continues below|advertisement - scroll to continue|"
     "advertising - *|promoted|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|"
     "reklama|advertentie|reklame|annons|mainos|реклама|anzeige - *|anzeige:*|iklan|quảng cáo|"
     "reklam|広告|광고|loading|please wait|remove ads|report this ad|report ad|skip advertisement|"
     "continue with ads|advertisement. scroll*",
     "广告", "广告收入占全年收入的六成，比前年少了一成，主要是因为房地产。"},
    {"advert disclosure", Cue::kAdvert, kCut, kEdges, 90,
     "*dieser beitrag enthält werbung*|*dieser artikel enthält affiliate*|"
     "*enthält affiliate-links*|*contains references to products from *advertisers*|"
     "*we may earn a *commission*|*we may receive *compensation*|*we earn a commission*|"
     "*contains affiliate links*|*contient des liens affiliés*|*contiene enlaces de afiliados*",
     "This article contains affiliate links; if you buy a mill, we may earn a small commission.",
     "The advertisers paid a commission to the mill, and nobody knew what they received for it."},
    {"advert", Cue::kAdvert, kCut, kAnywhere, 60,
     "广告通知*|☞*|广告英国*|*点击进入☜*|*免费体验*点击*|下载量#*|*新用户*立减*|*限时优惠*点击*|"
     "*免费试玩*|*下载客户端*专享*|广告:*|*限时*秒杀*|*点击领取*|*免费领取*",
     "☞☞☞智能写作，不限次数免费体验，点击进入☜☜☜", ""},
    {"server's message", Cue::kError, kCut, kAnywhere, 60,
     "warning: * on line #|notice: * on line #|fatal error: * on line #|deprecated: * on line #",
     "Warning: Creating default object from empty value in /srv/classes.php on line 407",
     "Warning: the bridge on line 4 is closed until Monday."},
    {"player", Cue::kPlayer, kCut, kAnywhere, 30,
     "自动播放*|播放|暂停|重播|play|play video*|play audio*|play now*|play all*|playing *|"
     "playback *|正在播放*|视频-*|视频加载中*|向前向后|向前|向后|点击播放*|倍速|全屏|静音|00:00*|"
     "#:#|#:#/#:#|您的浏览器不支持*|当前设备不支持*|運行实例|运行实例|运行代码|复制代码|复制|"
     "点击看大图|点击看清晰大图|点击查看大图|点击图片*|点击放大|查看大图|高清大图|播报|编辑|收听|"
     "朗读|听新闻|字号*|大中小|字体:*|放大|缩小|小中大|watch live|play video|watch now|"
     "video player*|listen to this article*|listen|volume|mute|pause|unmute|"
     "your browser does not support*|javascript is *|please enable javascript*|enable javascript*|"
     "click to enlarge|click image to enlarge|zum vergrößern*|*zum vergrößern*klicken*|"
     "cliquez pour agrandir*|clic para ampliar*|view gallery|view image in fullscreen|"
     "open in gallery|enlarge image|expand|toggle caption|press enter or click to view image*|"
     "hide caption|copy|copied|copy code|video unavailable|this video*unavailable*",
     "（点击看清晰大图）", "播报员的声音从喇叭里传出来，码头上的人都停下了手里的活。"},
    {"image placeholder", Cue::kCaption, kCut, kAnywhere, 2,
     "图片|圖片|图片#|图#|image|photo|插图|配图", "图片", "图片很清楚，连招牌上的字都认得出来。"},
    {"pager", Cue::kPager, kCut, kAnywhere, 16,
     "上一页|下一页|上一页下一页|上一頁*|下一頁*|首页|尾页|1]*[2]*|1][2*|共#页|第#页|*共#页*|#/#|"
     "1 2 *|1 2|未完*请翻下一页*|*请翻下一页|未完待续|本章完|本章未完*|全文完|完|end|the end|"
     "上一页*下一页|下一页*|上一章|下一章|章节目录|返回目录|previous|next|next page|previous page|"
     "page # of #|next post|previous post|prev|older posts|newer posts|back|back to top|top|"
     "next article|previous article|回到顶部|返回顶部|prev next|previous next|*→|next story|"
     "last page|first page",
     "上一页 下一页", "第2页的表格列出了三座水库的库容。"},
    // -- Comments, counters, login ---------------------------------------------------------------
    {"comment prompt", Cue::kComment, kCut, kEnd, 30,
     "发表评论*|我要评论*|网友评论*|*条评论|评论(#*|评论#|评论|#评论|#条评论*|已有#人*|"
     "*快来抢沙发*|暂无评论*|写评论*|参与评论*|说点什么*|登录后*评论*|*登录*发表*|跟帖*|热门评论*|"
     "最新评论*|全部评论*|留言*|發表評論*|回覆|回复|举报|投诉|不感兴趣|阅读(#*|阅读#*|浏览#*|"
     "#人阅读|#阅读|*人参与*|查看:#*|回复:#*|# thoughts on *|one thought on *|# responses to *|"
     "# replies to *|# antworten zu *|# antworten auf *|# kommentare zu *|# gedanken zu *|"
     "ein gedanke zu *|# réflexions sur *|# comentarios en *|# pensieri su *|# comments|# comment|"
     "comments|leave a comment*|leave a reply*|post a comment*|add a comment*|no comments*|"
     "view comments|show comments|join the conversation*|comments (#|# responses*|# replies|"
     "be the first to comment*|have your say*|what do you think*below*|comments are closed*|"
     "report abuse|reply|view all comments|load comments|log in to comment*|sign in to comment*|"
     "kommentare*|commentaires*|comentarios*|commenti*|komentarze*|reacties*|comment|"
     "join the discussion|your email address will not be published*|required fields are marked*|"
     "save my name, email*|notify me of *",
     "登录后发表评论", "回复说，这条路归省里管，县里已经打了三次报告，还没有批下来。"},
    {"answer prompt", Cue::kComment, kCut, kAnywhere, 30,
     "我来答|我来答可选中*|我有更好的答案*|我要回答*|your answer|write your answer*|"
     "post your answer*|add your answer*",
     "我来答 可选中1个或多个下面的关键词，搜索相关资料。",
     "我来答谢各位评委，也答谢从外地赶来的朋友。"},
    {"counters", Cue::kCounter, kCut, kAnywhere, 16,
     "阅读:#*|阅读量*#*|浏览:#*|浏览次数*|浏览量:*|点击:#*|点击数:#*|点击率:*|阅读次数:*|人气:#*|"
     "#次浏览|#次阅读|阅读数*#|#人浏览|#views|# views|views: #*|# shares|# likes|#k shares|"
     "# reads|赞#|收藏#|赞同#|愤怒#|感动#|高兴#|难过#|惊讶#|无聊#|搞笑#|采纳率*|# min read|"
     "#min read|# minute read|# minutes read|read time*|reading time*|estimated reading time*|"
     "#分钟阅读|阅读时间*|字数:#*|本文字数*|*预计阅读*分钟|点击次数:*|访问次数:*|*阅读:#|*浏览:#|"
     "#人看过|#浏览",
     "浏览次数：182", "阅读量从三百涨到三万，只用了一个晚上。"},
    {"login prompt", Cue::kLogin, kCueOnly, kAnywhere, 40,
     "登录*|注册*|立即注册*|请登录*|*登录后*查看*|log in*|login*|sign in*|sign up*|register*|"
     "create an account*|already a subscriber*|already a member*|subscribe now*|forgot password*|"
     "forgot your password*|my account*|*subscribers only*|you must be logged in*|anmelden*|"
     "se connecter*|iniciar sesión*",
     "", ""},
    {"post edited", Cue::kCounter, kCut, kAnywhere, 40,
     "本帖最后由*编辑|本帖最後由*編輯|本主题由*|last edited by*|edited by * on *|"
     "* edited this post*|this post was edited*|楼主|沙发|板凳|地板|#楼|#樓|只看该作者|只看樓主|"
     "只看楼主|倒序浏览",
     "本帖最后由 山路 于 2020-9-12 21:50 编辑", "楼主说的这条路我去年走过，冬天结冰，要带防滑链。"},
    {"filing line", Cue::kTags, kCut, kEdges, 40,
     "this entry was posted *|this entry was tagged *|this post was posted in *|"
     "posted in *tagged*|*bookmark the permalink*|dieser eintrag wurde *veröffentlicht*|"
     "dieser beitrag wurde *veröffentlicht*|ce contenu a été publié dans *|"
     "cette entrée a été publiée *|esta entrada fue publicada en *|esta entrada se publicó en *|"
     "esta entrada foi publicada em *|questa voce è stata pubblicata in *|"
     "dit bericht werd geplaatst in *|ten wpis został opublikowany w *|запись опубликована в *",
     "Dieser Eintrag wurde am 3. Mai in Garten veröffentlicht. Permanentlink.",
     "This entry was his last: the diary ends with the spring of 1943."},
    {"author's heading", Cue::kBio, kCut, kEnd, 5,
     "about the author|about the authors|about the writer|about the reviewer|über den autor|"
     "über die autorin|über die autoren|zum autor|zur autorin|à propos de l'auteur|sobre el autor|"
     "sobre la autora|sobre o autor|sull'autore|over de auteur|o autorze|об авторе",
     "About the Author", "About the author we know two things."},
    {"update line", Cue::kDate, kCut, kEdges, 10,
     "last updated*#|updated on *#|last modified*#|last reviewed*#|aktualisiert am *#|"
     "zuletzt aktualisiert*#|mis à jour le *#|dernière mise à jour*#|actualizado el *#|"
     "última actualización*#|aggiornato il *#|ultimo aggiornamento*#|atualizado em *#|"
     "laatst bijgewerkt*#|ostatnia aktualizacja*#|обновлено*#",
     "Zuletzt aktualisiert: 14.10.2023", "Last updated in spring, the map now shows 12 wells."},
    // -- Labels whose text stays -----------------------------------------------------------------
    {"lead label", Cue::kLead, kTrimStart, kStart, 400,
     "核心提示:*|内容提要:*|导读:*|导读]*|摘要]*|提要:*|核心提示*|导语:*|摘要:*|提要]*|核心提示]*",
     "核心提示：停用多年的码头变成步道。", ""},
    // -- Cues only -------------------------------------------------------------------------------
    {"tag line", Cue::kTags, kCueOnly, kAnywhere, 60,
     "标签:*|关键词:*|关键字:*|標籤:*|關鍵字:*|tags:*|tags|tagged*|filed under*|posted in*|"
     "categories:*|category:*|topics:*|topics|keywords:*|labels:*|tag:*|schlagwörter*|themen:*|"
     "mots-clés*|etiquetas*|tagi*|文章标签*|更多关于*|in this article:*|more about*|more in*|"
     "related topics*|explore more*|related tags*|标签|关键词|分类:*|本文分类*|所属分类*|话题:*|"
     "栏目:*",
     "", ""},
    {"date line", Cue::kDate, kCueOnly, kAnywhere, 24,
     "####|*20##-#*|*20##/#*|*20##年#*月*|*19##年#*月*|*#:#*|发表于*|发布时间*|发布于*|更新时间*|"
     "日期:*|时间:*|發佈*|published*|posted*|updated*|last updated*|date:*|by * on *|*january #*|"
     "*february #*|*march #*|*april #*|*may #*|*june #*|*july #*|*august #*|*september #*|"
     "*october #*|*november #*|*december #*|*# ago|*, 20#|*20##|*# hours ago*|jan #*|feb #*|"
     "mar #*|apr #*|jun #*|jul #*|aug #*|sep #*|oct #*|nov #*|dec #*|*#.#.20#*|veröffentlicht*|"
     "publié*|publicado*|pubblicato*|opublikowano*|первый*|first published*|modified*|stand:*|"
     "*uhr|mis à jour*|actualizado*|*#日#:#*|*#前",
     "", ""},
    {"byline", Cue::kByline, kCueOnly, kAnywhere, 24,
     "by *|von *|par *|por *|di *|written by*|author:*|about the author*|作者*|記者*|文/*|"
     "staff writer*|*correspondent|*reporter|*editor|associated press|reuters|ap|afp|contributor|"
     "guest post*|story by*|posted by*|edited by*|reporting by*|*staff reporter*|text:*|autor:*|"
     "auteur:*|*contributing writer*|additional reporting*|words by*|with additional reporting*|"
     "*contributed to this report*|*(ap)|*(reuters)",
     "", ""},
    {"author's biography", Cue::kBio, kCueOnly, kEnd, 120,
     "about the author*|*is a freelance*|* is a writer*|* is an author*|* is the author of*|"
     "* is a reporter*|* is a journalist*|* is a staff writer*|* is a senior*|*follow him on*|"
     "*follow her on*|*follow them on*|*follow * on twitter*|*can be reached at*|*reach him at*|"
     "*reach her at*|*email him at*|*email her at*|contact * at *@*|*@*.com*|作者简介*|作者介绍*|"
     "关于作者*|*本文作者*|作者系*|作者为*|*is a contributor*|*lives in * with *|"
     "view all posts by*|more posts by*|*'s profile*|*contributing editor*|*is editor of*|"
     "*is a columnist*|*covers * for *|follow @*|on twitter @*|@*",
     "", ""},
    {"newsletter", Cue::kSubscribe, kCueOnly, kAnywhere, 90,
     "*newsletter*|*subscribe*|*sign up*|*inbox*|*subscription*|*your email*|*get the latest*|"
     "*download our app*|*download the app*|*download the *app*|*join our*|*become a member*|"
     "*support our journalism*|*make a donation*|*donate*|*follow us*|*on facebook*|*on twitter*|"
     "*like us on*|*on instagram*|*订阅*|*訂閱*|*push notifications*|*abonnieren*|*s'abonner*|"
     "*suscríbete*|*suscribirse*|*iscriviti*|*assine*|*zapisz się*|*whatsapp channel*|"
     "*telegram*channel*|*google news*|*breaking news alerts*|*free trial*|*enter your email*|"
     "*unsubscribe*|*privacy policy*|*terms of *",
     "", ""},
    {"notice", Cue::kNotice, kCueOnly, kAnywhere, 90,
     "*affiliate*|*commission*link*|*editor's note*|*this article was*|*this story was*|"
     "*this article originally*|*originally published*|*originally appeared*|*disclaimer*|"
     "*disclosure*|*views expressed*|*opinions expressed*|*cookies*|*cookie policy*|*gdpr*|"
     "*do not necessarily reflect*|*this post may contain*|*correction:*|*terms and conditions*|"
     "*products are independently*|*independently selected*|*as an amazon associate*|*已投稿到*|"
     "*this content was*|*translated by*|*press release*|*letters to the editor*",
     "", ""},
    {"call to read", Cue::kRelated, kCueOnly, kAnywhere, 40,
     "*read more*|*click here*|*learn more*|*find out more*|*see more*|*view more*|*show more*|"
     "*read full*|*full story*|*continue reading*|*more information*|*check out*|*read our*|"
     "*here's *|more *|*>>|*»|*weiterlesen*|*lire la suite*|*leer más*|*mehr*|*see all*|"
     "*view all*|*all stories*|*>|*…|*[...]|*...|*查看详情*|*更多>*|*[详细]|*详细>>|更多|详情|"
     "*查看更多*",
     "", ""},
    {"caption words", Cue::kCaption, kCueOnly, kAnywhere, 60,
     "*photo by*|*photo:*|*image:*|*getty*|*shutterstock*|*ap photo*|*reuters*|*foto:*|*photo*|"
     "*图为*|*摄|*圖/*|*圖為*|*via *|*credit*|*picture:*|*courtesy*|*file photo*|*afp*|figure #*|"
     "fig. #*|图#*|*unsplash*|*pictured*|*illustration*|*screenshot*|*圖片*|*示意圖*|*資料照*|"
     "*提供|*bild:*|*crédit*|*资料图*|*截图*|pixabay|*dpa*|*imago*|*flickr*|*wikimedia*",
     "", ""},
    {"error words", Cue::kError, kCueOnly, kAnywhere, 60,
     "404*|*page not found*|*页面不存在*|*页面未找到*|*not be found*|*找不到*页面*|"
     "*no longer available*|*您访问的页面*|*an error occurred*|*access denied*|*内容不存在*|"
     "*已被删除*|*does not exist*|*temporarily unavailable*|forbidden|*are you a robot*|"
     "*verify you are human*|*文章不存在*|*seite nicht gefunden*|*bad gateway*|*server error*|"
     "*抱歉*不存在*|*無法找到*",
     "", ""},
};

}  // namespace

std::span<const ChromeRule> chrome_rules() { return kRules; }

}  // namespace winnow
